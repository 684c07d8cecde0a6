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
