# Administrators: audiences, people, health, sources for everyone
broadcast-audience = Audience: { $audience }
broadcast-scheduled = { $count ->
    [one] Goes out on { $moment } to whoever fits then; now that is 1 subscriber.
   *[other] Goes out on { $moment } to whoever fits then; now that is { $count } subscribers.
 }
broadcast-later = When is it to go out? You can also write it before the text: <code>/broadcast at:2026-11-24T08:00 Hello</code>, or <code>at:08:00</code>, or <code>at:2h</code>.
audience-menu = { $count ->
    [one] Who gets it? As chosen now, 1 subscriber. You can also write it before the text: <code>/broadcast to:en,group,7d Hello</code>
   *[other] Who gets it? As chosen now, { $count } subscribers. You can also write it before the text: <code>/broadcast to:en,group,7d Hello</code>
 }
audience-unknown = I do not know the audience “{ $word }”. There are languages, topics, private, group, channel, and days such as 7d.
moment-unknown = I cannot take “{ $word }” as a moment within the next 60 days. Write 08:00, 2h or 2026-11-24T08:00.
button-later = Later
button-audience = Audience
button-all = All
span-hours = in { $count } h
active-days = read within { $count ->
    [one] 1 day
   *[other] { $count } days
 }
kind-private = private
kind-group = groups
kind-channel = channels
users =
    <b>Subscribers</b>
    { $total } in all: { $kinds }
    New: { $joined_24h } in 24 hours, { $joined_7d } in 7 days
    Read something in 7 days: { $active_7d } · banned: { $banned }
user-since = since { $day }
user-read = read { $day }
user-unknown = Chat { $chat } has no subscription.
state-banned = banned
ban-usage = Write a chat’s id after the command, <code>/ban 12345</code>, or a name or @username; or answer a message of theirs with /ban. It gets nothing more and is not answered; <code>/unban 12345</code> lets it back.
ban-called = Those called “{ $name }” who spoke with me of late (names are kept in memory alone):
ban-nobody = Nobody called “{ $name }” spoke with me of late. A restart makes me forget names; a number always works: <code>/ban 12345</code>, from /users.
banned-title = <b>Banned</b>
banned = { $chat } is banned: it gets nothing more and is not answered. /unban lets it back.
unbanned = { $chat } may come back, with /start.
ban-admin = Administrators cannot be banned.
not-banned = { $chat } is not banned.
chat-id-unknown = That is no chat’s id. /users lists them.
button-ban = Ban
button-unban = Unban
button-banned = Banned
actions-title = <b>What administrators did</b>
actions-none = Nothing has been done yet.
action = { $act }: { $subject }
act-send = broadcast sent
act-schedule = broadcast scheduled
act-cancel = broadcast cancelled
act-pause = broadcast paused
act-resume = broadcast resumed
act-stop = broadcast stopped
act-undo = broadcast taken back
act-ban = banned
act-unban = unbanned
act-add = source added for everyone
act-remove = source removed
act-check = source checked
button-actions = Actions
button-picture = By day
stats-read = Stories opened in 24 hours: { $opened }
picture-caption =
    The last 30 days; today so far:
    Blue, active subscribers: { $subscribers }
    Green, stories opened: { $opened }
    Orange, messages delivered: { $sent }
health =
    <b>Health</b>
    Alive at { $beat }
    Waiting: { $waiting } · in 24 hours failed { $failed }, unknown { $unknown }
    Sources: { $sources }, { $sick } not answering
sick-source = failed { $failures } times in a row, last answer: { $last }
never = never
button-check = Check now
button-check-all = Check all now
button-remove = Remove
addsource-usage = Write the address of a feed or a site after the command: <code>/addsource https://news.example/</code>. Everyone gets it.
share-checking = Looking for feeds there.
share-offers = { $count ->
    [one] One feed was found. A tap shares it with everyone.
   *[other] { $count } feeds were found. A tap shares one with everyone.
 }
source-shared = “{ $title }” is now read for everyone.
removesource-usage = Write a source’s name or address after the command: <code>/removesource Haigang Daily</code>. Whoever added it keeps it.
removesource-which = Which one? A tap takes it from everyone who did not add it.
source-removed = “{ $title }” is removed. Whoever added it keeps it; /addsource brings it back.
source-gone = This source is not there any more.
