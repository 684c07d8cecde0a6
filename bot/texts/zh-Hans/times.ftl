# 时间
schedule-menu = { $schedule }摘要给你（{ $timezone }）。点一下，或者发时间：<code>/schedule 工作日 07:30 19:00</code>
schedule-set = 好了，{ $schedule }摘要给你（{ $timezone }）。{ $next ->
    [none] {""}
   *[other] 下一次：{ $next }。
 }
schedule-not-understood = 没看懂“{ $text }”。例如：<code>/schedule 08:00 20:00</code>、<code>/schedule 工作日 07:30</code>、<code>/schedule hourly</code>（每小时）、<code>/schedule instant</code>（即时）、<code>/schedule off</code>（关闭）
button-hourly = 每小时
button-instant = 即时
button-off = 关闭
button-weekdays = 工作日 08:00
timezone-menu = 你的时区是{ $timezone }，现在是 { $time }。点一下，或者发城市：<code>/timezone 多伦多</code>、<code>/timezone +8</code>
timezone-set = 好了，{ $timezone }，现在是 { $time }。{ $schedule }摘要给你。
timezone-unknown = 没有找到“{ $text }”的时区。可以发城市、IANA 名称或时差：<code>多伦多</code>、<code>Asia/Singapore</code>、<code>+8</code>
language-menu = 选择语言。
language-set = 好了，以后用简体中文。
language-unknown = 可以用简体中文、繁体中文和英文：<code>/language zh</code>、<code>/language zh-hant</code>、<code>/language en</code>
settings-menu =
    <b>设置</b>
    摘要：{ $schedule }
    时区：{ $timezone }
    语言：{ $language }
    话题：{ $topics }
    状态：{ $state }
state-active = 正常
state-paused = 已暂停
state-blocked = 已停止
button-times = 时间
button-topics = 话题
button-sources = 来源
button-language = 语言
button-timezone = 时区
button-pause = 暂停
button-resume = 恢复
paused = 已暂停。发 /resume 恢复，你的设置都还在。
resumed = 已恢复。{ $schedule }摘要给你。
timezone-nearby = 你在哪个时区？点一下现在的时间对的那个。位置不会保存。
