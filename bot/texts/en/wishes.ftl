# Quiet hours, importance, keywords
quiet-menu = Quiet hours: { $hours } ({ $timezone }). Nothing comes in them; what was held back follows as one digest. Tap, or send times: <code>/quiet 22:00-07:00</code>
quiet-set = Done. Quiet hours: { $hours } ({ $timezone }). Undo: <code>/quiet { $before }</code>
quiet-none = none
quiet-not-understood = I did not understand “{ $text }”. For example: <code>/quiet 22:00-07:00</code>; for none: <code>/quiet off</code>
button-quiet-off = None
button-quiet = Quiet hours
button-keywords = Keywords
button-importance-all = Everything
button-importance-confirmed = Two origins
button-importance-major = Four or more
keywords-menu =
    Keywords hold in digests, instant stories and /latest.
    Out: <code>/mute royal wedding</code>. In, whatever the topic: <code>/watch ferry OR harbour</code>
    A space means and, OR means or, a minus means without, quotation marks hold a phrase, slashes a regular expression: <code>/mute /season [0-9]+/ -final</code>
keywords-muted = Out
keywords-watched = In
rule-muted =
    { $count ->
        [0] “{ $rule }” stays out from now on; nothing of the last three days.
        [one] “{ $rule }” stays out from now on; one story of the last three days.
       *[other] “{ $rule }” stays out from now on; { $count } stories of the last three days.
    } Undo: <code>/unmute { $rule }</code>
rule-unmuted =
    { $count ->
        [0] “{ $rule }” may come again; nothing of the last three days.
        [one] “{ $rule }” may come again; one story of the last three days.
       *[other] “{ $rule }” may come again; { $count } stories of the last three days.
    } Undo: <code>/mute { $rule }</code>
rule-watched =
    { $count ->
        [0] “{ $rule }” always comes from now on; nothing of the last three days.
        [one] “{ $rule }” always comes from now on; one story of the last three days.
       *[other] “{ $rule }” always comes from now on; { $count } stories of the last three days.
    } Undo: <code>/unwatch { $rule }</code>
rule-unwatched =
    { $count ->
        [0] “{ $rule }” is like any other news again; nothing of the last three days.
        [one] “{ $rule }” is like any other news again; one story of the last three days.
       *[other] “{ $rule }” is like any other news again; { $count } stories of the last three days.
    } Undo: <code>/watch { $rule }</code>
rule-unknown = “{ $text }” is none of your keywords. /mute shows those there are.
rule-too-long = A keyword rule has one to { $count } characters.
rule-not-understood = I did not understand “{ $text }”. For example: <code>/mute royal wedding</code>, <code>/mute stocks OR bonds</code>, <code>/mute "world cup" -final</code>
rule-matches-everything = Everything matches “{ $text }”. Please be more specific.
too-many-rules = You have { $count } keyword rules, which is the most. Please drop one with /unmute or /unwatch first.
settings-wishes =
    Quiet hours: { $quiet }
    Keywords: { $rules }
rules-counted = { $muted } out, { $watched } in
rules-none = none
