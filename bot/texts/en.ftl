# Names
brand = Yaowen
language-zh-Hans = Simplified Chinese
language-zh-Hant = Traditional Chinese
language-en = English
topic-world = World
topic-china = China
topic-business = Business
topic-technology = Technology
topic-science = Science
topic-health = Health
topic-society = Society
topic-culture = Culture
topic-sports = Sports
topics-all = all topics
topics-none = no topics
# The low line stands for a space at an end, which the file format would drop.
list-separator = ,_
timezone-name = { $city } time

# Schedules, as they stand inside a sentence
days-all = every day
days-weekdays = on weekdays
days-weekend = at weekends
schedule-and = { $first } and { $last }
schedule-times = { $days } at { $times }
rhythm-times = { $days } at { $times }
schedule-hourly = every hour, when there is news
schedule-instant = as soon as there is news
schedule-off = only when you ask

# The first minute
welcome =
    Hello. I read Chinese and English news outlets and put what matters into a digest of two minutes. One event is one item, and every sentence has its evidence.
    You get it { $schedule }.
    Now: { $language } · { $timezone } · { $topics }.
welcome-back =
    Welcome back. You get your digest { $schedule }.
    Now: { $language } · { $timezone } · { $topics }.
button-first-digest = Today's digest
button-change-times = Change times
button-change-topics = Change topics
button-to-zh-Hans = 简体
button-to-zh-Hant = 繁體
button-to-en = English
help =
    <b>Read</b>
    /digest · what is new for you, now
    /latest · the latest; also <code>/latest 3</code>, <code>/latest business</code>, <code>/latest ferry</code>
    <b>Choose</b>
    /topics · /sources · /subscribe · /unsubscribe
    /schedule · for example <code>/schedule mon-fri 07:30 19:00</code>
    /timezone · /language · /settings
    <b>Stop and leave</b>
    /pause · /resume · /privacy · /forget
    The numbers under a digest open its stories.
help-admin =
    <b>Administrators</b>
    /broadcast · send a message to everyone, after a preview
    /stats · subscribers, deliveries, sources

# Digests
digest-title = { brand } · { $day }, { $time }
digest-counts = { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 } from { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
 }, { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }
digest-part = ({ $part }/{ $parts })
digest-more = { $count ->
    [one] And 1 more
   *[other] And { $count } more
 } · unread stories are in /latest
untranslated = (in { $language }, not translated)
outlets-more = +{ $count }
outlet-unnamed = source not given
latest-title = { brand } · latest, { $day }, { $time }
nothing-new = No news since { $since }. The next digest comes { $next }.
nothing-new-off = No news since { $since }.
nothing-yet = I have no stories for your choice yet. Sources are read every few minutes; /topics and /sources show what you chose.
nothing-found = None of the stories of the last days has “{ $words }” in it. /latest shows the newest.
nothing-in-topic = None of the stories of the last days is filed under { $topic }. /latest shows the newest.
collecting = Reading the sources. Your first digest comes in a moment.
not-subscribed = There is no subscription here yet. /start begins one: digests at the times you choose.

latest-more = { $count ->
    [one] And 1 more
   *[other] And { $count } more
 } · for a longer list: /latest 20

# A story
story-outlets = { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
 }{ $origins ->
    [0] {""}
    [one] , 1 origin ({ $names })
   *[other] , { $origins } origins ({ $names })
 }
story-evidence = Evidence
story-quote = “{ $quote }”
story-timeline = How it went on
story-here = { $headline } (this story)
story-sources = Sources
story-extract = Verbatim sentences from the articles.
story-llm = Written by a language model; every sentence is checked against the articles below.
story-gone = This story is no longer kept. /latest shows the newest.
button-back = ‹ Back
button-settings = Settings

# Choices
topics-menu = Topics you read. Tap to change.
sources-menu = { $count ->
    [one] 1 source
   *[other] { $count } sources
 }, by topic. Tap to leave one out or take it back.
sources-none = There are no sources yet.
sources-failing = Not answering at present: { $names }.
source-own = your own
button-next = Next ›
button-previous = ‹ Previous
subscribed-topic = You now read { $topic }. Undo: /unsubscribe { $topic }
unsubscribed-topic = { $topic } is left out from now on. Undo: /subscribe { $topic }
subscribed-source = { $title } is among your sources now. Undo: /unsubscribe { $title }
unsubscribed-source = { $title } is left out from now on. Undo: /subscribe { $title }
subscribe-menu = Name a topic, a source or the address of a feed: <code>/subscribe technology</code>, <code>/subscribe https://example.org/feed</code>. Or tap:
unsubscribe-menu = Name what to leave out: <code>/unsubscribe sports</code>. Or tap a topic. To stop every digest: /pause. To delete everything: /forget.
subscribe-unknown = I know no topic or source named “{ $name }”. /topics and /sources show what there is; the address of a feed works too.
subscribe-ambiguous = Several sources match “{ $name }”: { $names }. Send the full name.
subscribe-checking = Looking at { $host } …
subscribe-url-offer = Subscribe to { $host }?
button-subscribe = Subscribe
not-a-feed = This address offers no feed. Look for one that ends in feed, rss or atom on the site.
address-forbidden = This address is on an internal network or is not a web address; it cannot be subscribed to.
address-unreachable = { $host } does not answer. Try again later or check the address.
address-refused = { $host } answered with status { $status } and gave no feed. Check the address.
address-too-large = The answer of { $host } is too large to be a feed.
too-many-own-sources = You have { $count } sources of your own, which is the limit. /unsubscribe one first.

# Times
schedule-menu = You get your digest { $schedule } ({ $timezone }). Tap, or send times: <code>/schedule mon-fri 07:30 19:00</code>
schedule-set = Done. You get your digest { $schedule } ({ $timezone }). { $next ->
    [none] {""}
   *[other] The next one: { $next }.
 }
schedule-not-understood = I did not understand “{ $text }”. For example: <code>/schedule 08:00 20:00</code>, <code>/schedule mon-fri 07:30</code>, <code>/schedule hourly</code>, <code>/schedule instant</code>, <code>/schedule off</code>
button-hourly = Hourly
button-instant = Instant
button-off = Off
button-weekdays = Weekdays 08:00
timezone-menu = Your time zone is { $timezone }; it is { $time } there. Tap, or send a city: <code>/timezone Toronto</code>, <code>/timezone +8</code>
timezone-set = Done. { $timezone }; it is { $time } there. You get your digest { $schedule }.
timezone-unknown = I know no time zone named “{ $text }”. A city, an IANA name or an offset works: <code>Toronto</code>, <code>Asia/Singapore</code>, <code>+8</code>
language-menu = Choose your language.
language-set = Done. I write in English from now on.
language-unknown = I write Simplified Chinese, Traditional Chinese and English: <code>/language zh</code>, <code>/language zh-hant</code>, <code>/language en</code>
settings-menu =
    <b>Settings</b>
    Digest: { $schedule }
    Time zone: { $timezone }
    Language: { $language }
    Topics: { $topics }
    State: { $state }
state-active = active
state-paused = paused
state-blocked = stopped
button-times = Times
button-topics = Topics
button-sources = Sources
button-language = Language
button-timezone = Time zone
button-pause = Pause
button-resume = Resume
paused = Paused. /resume starts again; your settings are all kept.
resumed = Here again. You get your digest { $schedule }.

# Privacy
privacy =
    <b>What is stored about this chat</b>
    · the number of the chat (and of the forum topic), its kind, when it began
    · language, time zone, times, topics, sources you chose, and feed addresses you added
    · which digests were sent here and which stories stood in them, so that nothing comes twice
    · messages that wait to be sent, and whether they arrived
    No name, no phone number, no text you write to me. Nothing is passed on.
    /forget deletes all of it at once.
forgotten = All your data is deleted: subscription, settings, sources of your own, what you were sent. /start begins anew.

# Errors and edges
unknown-command = I do not know that command. /help shows what I can do.
unknown-text = Send /digest for your news, or /help for what else I can do.
unknown-button = This button is out of date. /settings and /latest show the present state.
admins-only = Only administrators of this group can change its settings.
topic-gone = To the administrators of this group: the topic that got the digests is closed or deleted, so they come here from now on. /schedule off stops them; /start in another topic moves them there.
something-broke = That did not work, and I have noted it. Try again, or send /help.

# Administrators
broadcast-usage = Write the text after the command, <code>/broadcast Hello</code>, or send /broadcast as a reply to the message to be sent.
broadcast-preview = { $count ->
    [one] The message above goes to 1 subscriber.
   *[other] The message above goes to { $count } subscribers.
 }
broadcast-nobody = Nobody is subscribed at present; there is no one to send it to.
button-send = Send
button-cancel = Cancel
button-stop = Stop
button-undo = Undo
button-failures = Failed { $count } (view)
broadcast-cancelled = Cancelled. Nothing was sent.
broadcast-progress = Sending: { $done } of { $total }
broadcast-report = Delivered { $sent } · blocked the bot { $blocked } · failed { $failed } · unknown { $unknown } · took { $duration }
broadcast-stopped = Stopped. Delivered { $sent } · not sent { $cancelled } · blocked the bot { $blocked } · failed { $failed } · unknown { $unknown } · took { $duration }
broadcast-paused = Paused at { $done } of { $total }. What is on its way still arrives.
broadcast-stopping = Stopping. What is on its way still arrives.
broadcast-repeated = Of these { $count } may have come twice: the first try had no answer.
broadcast-undoing = Taking back: { $done } of { $total }
broadcast-undone = Taken back { $undone } · still there { $sent } · took { $duration }
failures-title = <b>Not delivered</b>
failures-none = Nothing failed.
failure-refused = { $count }, refused:
failure-unknown = { $count }, no answer, may have arrived:
broadcast-over = This broadcast is already under way or over.
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
stats =
    <b>Figures</b>
    Subscribers: { $active } active, { $paused } paused, { $blocked } blocked
    Languages: { $languages }
    Sources: { $sources }, { $failing } not answering
    Last 24 hours: { $articles } articles, { $stories } stories, { $editions } digests
    Messages in 24 hours: { $sent } delivered, { $blocked24 } blocked, { $failed } failed, { $unknown } unknown; { $waiting } waiting

# The command menu
command-digest = What is new for you, now
command-latest = The latest stories
command-topics = Choose topics
command-sources = Choose sources
command-schedule = When digests come
command-settings = All settings
command-language = Language
command-timezone = Time zone
command-subscribe = Add a topic, source or feed
command-unsubscribe = Leave something out
command-pause = Pause digests
command-resume = Resume digests
command-help = What I can do
command-privacy = What is stored
command-forget = Delete all my data
command-start = Begin
command-broadcast = Send to everyone
command-stats = Figures
bot-description = The day's news in two minutes: one item for one event, every sentence with its evidence, in Chinese or English, at the times you choose.
bot-short-description = The day's news in two minutes, every sentence with its evidence.

# The terminal
console-hint = Type as in the chat: a command, or what stands on a button. /quit ends.
console-demo = The demo: sample news, this terminal as the chat, no network. With TELEGRAM_BOT_TOKEN set, the same bot runs in Telegram.
console-button-missing = There is no such button here.

# The command line
progress-reading = Reading
once-title = { brand } · { $day }, { $time }
once-more = { $count ->
    [one] And 1 more story
   *[other] And { $count } more stories
 }
