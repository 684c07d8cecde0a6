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
    /latest · the latest; also <code>/latest 3</code>, <code>/latest business</code>
    /since · what changed since you last read
    /search · look for words, for example <code>/search ferry fares</code>
    /saved · saved stories
    /why · how a digest or a story came to be
    /ask · ask a question; or just write it, or reply to a story
    <b>Choose</b>
    /topics · /sources · /subscribe · /unsubscribe · /import · /export
    /schedule · for example <code>/schedule mon-fri 07:30 19:00</code>
    /quiet · /mute · /watch · /timezone · /language · /pictures · /channel · /settings
    <b>Stop and leave</b>
    /pause · /resume · /privacy · /forget
    The numbers under a digest open its stories.
    • not sent to you yet · ↻ goes on · ≠ outlets differ · ※ corrected
help-admin =
    <b>Administrators</b>
    /broadcast · send a message to everyone, after a preview
    /stats · subscribers, deliveries, sources
    /usage · tokens and money of the language model
    /health · what is wrong, with a tap to mend it
    /users, /ban, /unban · subscribers, without their names or texts
    /addsource, /removesource · what everyone reads
