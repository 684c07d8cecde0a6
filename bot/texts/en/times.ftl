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
timezone-nearby = Which is your time zone? Tap the one with the right time. The place itself is not kept.
