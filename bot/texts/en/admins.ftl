# Administrators
broadcast-usage = Write the text after the command, <code>/broadcast Hello</code>, or send /broadcast as a reply to the message to be sent.
broadcast-album = This is one picture of an album. Telegram tells me of each alone, so I cannot send the album as a whole; send a single picture, or a text with a link.
broadcast-preview = { $count ->
    [one] The message above goes to 1 subscriber.
   *[other] The message above goes to { $count } subscribers.
 }
broadcast-quiet = Whoever has quiet hours then gets it when they end.
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
