# 時間
schedule-menu = { $schedule }摘要給你（{ $timezone }）。點一下，或者傳時間：<code>/schedule 平日 07:30 19:00</code>
schedule-set = 好了，{ $schedule }摘要給你（{ $timezone }）。{ $next ->
    [none] {""}
   *[other] 下一次：{ $next }。
 }
schedule-not-understood = 沒看懂「{ $text }」。例如：<code>/schedule 08:00 20:00</code>、<code>/schedule 平日 07:30</code>、<code>/schedule hourly</code>（每小時）、<code>/schedule instant</code>（即時）、<code>/schedule off</code>（關閉）
button-hourly = 每小時
button-instant = 即時
button-off = 關閉
button-weekdays = 平日 08:00
timezone-menu = 你的時區是{ $timezone }，現在是 { $time }。點一下，或者傳城市：<code>/timezone 多倫多</code>、<code>/timezone +8</code>
timezone-set = 好了，{ $timezone }，現在是 { $time }。{ $schedule }摘要給你。
timezone-unknown = 沒有找到「{ $text }」的時區。可以傳城市、IANA 名稱或時差：<code>多倫多</code>、<code>Asia/Singapore</code>、<code>+8</code>
language-menu = 選擇語言。
language-set = 好了，以後用繁體中文。
language-unknown = 可以用簡體中文、繁體中文和英文：<code>/language zh</code>、<code>/language zh-hant</code>、<code>/language en</code>
settings-menu =
    <b>設定</b>
    摘要：{ $schedule }
    時區：{ $timezone }
    語言：{ $language }
    話題：{ $topics }
    狀態：{ $state }
state-active = 正常
state-paused = 已暫停
state-blocked = 已停止
button-times = 時間
button-topics = 話題
button-sources = 來源
button-language = 語言
button-timezone = 時區
button-pause = 暫停
button-resume = 恢復
paused = 已暫停。傳 /resume 恢復，你的設定都還在。
resumed = 已恢復。{ $schedule }摘要給你。
timezone-nearby = 你在哪個時區？點一下現在的時間對的那個。位置不會保存。
