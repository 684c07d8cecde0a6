# 名稱
brand = 要聞
language-zh-Hans = 簡體中文
language-zh-Hant = 繁體中文
language-en = 英文
topic-world = 國際
topic-china = 中國
topic-business = 財經
topic-technology = 科技
topic-science = 科學
topic-health = 健康
topic-society = 社會
topic-culture = 文化
topic-sports = 體育
topics-all = 全部話題
topics-none = 沒有話題
list-separator = 、
timezone-name = { $city }時間

# 時間表，用在句中
days-all = 每天
days-weekdays = 平日
days-weekend = 週末
schedule-and = { $first } 和 { $last }
schedule-times = { $days } { $times } 發
rhythm-times = { $days } { $times }
schedule-hourly = 每小時有新聞時發
schedule-instant = 一有新聞就發
schedule-off = 只在你要看時發

# 第一分鐘
welcome =
    你好。我把中英文媒體的要聞整理成兩分鐘的摘要：一件事只佔一則，每句話都附原文依據。
    { $schedule }給你。
    現在：{ $language } · { $timezone } · { $topics }。
welcome-back =
    歡迎回來。{ $schedule }摘要給你。
    現在：{ $language } · { $timezone } · { $topics }。
button-first-digest = 看今天的
button-change-times = 改時間
button-change-topics = 改話題
button-to-zh-Hans = 简体
button-to-zh-Hant = 繁體
button-to-en = English
help =
    <b>閱讀</b>
    /digest · 此刻的新要聞
    /latest · 最新要聞，也可以 <code>/latest 3</code>、<code>/latest 財經</code>、<code>/latest 渡輪</code>
    <b>選擇</b>
    /topics · /sources · /subscribe · /unsubscribe
    /schedule · 例如 <code>/schedule 平日 07:30 19:00</code>
    /timezone · /language · /settings
    <b>停用與離開</b>
    /pause · /resume · /privacy · /forget
    摘要下面的數字可以打開對應的報導。
help-admin =
    <b>管理員</b>
    /broadcast · 預覽後群發一則訊息
    /stats · 訂閱、投遞與來源的數字

# 摘要
digest-title = { brand } · { $day } { $time }
digest-counts = { $stories } 件事，來自 { $outlets } 家媒體，約 { $minutes } 分鐘
digest-part = （{ $part }/{ $parts }）
digest-more = 還有 { $count } 件 · 未讀的都在 /latest
untranslated = （原文為{ $language }，未翻譯）
outlets-more = +{ $count }
outlet-unnamed = 來源未註明
latest-title = { brand } · 最新 · { $day } { $time }
nothing-new = 自 { $since } 以來沒有新的要聞。下一次在 { $next }。
nothing-new-off = 自 { $since } 以來沒有新的要聞。
nothing-yet = 你選的範圍裡還沒有報導。來源每隔幾分鐘讀一次；/topics 和 /sources 可以查看你的選擇。
nothing-found = 近幾天的報導裡沒有提到「{ $words }」。/latest 可以看最新的。
nothing-in-topic = 近幾天沒有歸入{ $topic }的報導。/latest 可以看最新的。
collecting = 正在讀取各家來源，第一份摘要馬上就來。
not-subscribed = 這裡還沒有訂閱。傳 /start 開始，按你選的時間收到摘要。

latest-more = 還有 { $count } 件 · 多看一些：/latest 20

# 一件事
story-outlets = { $outlets } 家媒體{ $origins ->
    [0] {""}
   *[other] ，{ $origins } 個消息來源（{ $names }）
 }
story-evidence = 依據
story-quote = 「{ $quote }」
story-timeline = 經過
story-here = { $headline }（本則）
story-sources = 原文
story-extract = 以上為報導原句。
story-llm = 由語言模型撰寫，每句話都與下列原文核對過。
story-gone = 這件事的報導已不再保存。/latest 可以看最新的。
button-back = ‹ 返回
button-settings = 設定

# 選擇
topics-menu = 你看的話題，點一下增減。
sources-menu = 共 { $count } 個來源，按話題排列。點一下可以去掉或恢復。
sources-none = 還沒有來源。
sources-failing = 目前沒有回應：{ $names }。
source-own = 自己新增
button-next = 下一頁 ›
button-previous = ‹ 上一頁
subscribed-topic = 已加上{ $topic }。復原：/unsubscribe { $topic }
unsubscribed-topic = 以後不再發{ $topic }。復原：/subscribe { $topic }
subscribed-source = 已加上來源「{ $title }」。復原：/unsubscribe { $title }
unsubscribed-source = 以後不再用來源「{ $title }」。復原：/subscribe { $title }
subscribe-menu = 傳話題、來源或訂閱源網址：<code>/subscribe 科技</code>、<code>/subscribe https://example.org/feed</code>。也可以點：
unsubscribe-menu = 傳要去掉的：<code>/unsubscribe 體育</code>，也可以點話題。暫停全部摘要：/pause。刪除全部資料：/forget。
subscribe-unknown = 沒有名為「{ $name }」的話題或來源。/topics 和 /sources 可以看有哪些，也可以傳訂閱源的網址。
subscribe-ambiguous = 有幾個來源都符合「{ $name }」：{ $names }。請傳完整的名稱。
subscribe-checking = 正在查看 { $host } …
subscribe-url-offer = 要訂閱 { $host } 嗎？
button-subscribe = 訂閱
not-a-feed = 這個網頁沒有提供訂閱源。網站上以 feed、rss 或 atom 結尾的網址通常就是。
address-forbidden = 這個位址在內部網路，或者不是網址，不能訂閱。
address-unreachable = { $host } 沒有回應。請稍後再試，或檢查網址。
address-refused = { $host } 回答了狀態碼 { $status }，沒有給出訂閱源。請檢查網址。
address-too-large = { $host } 傳回的內容太大，不像訂閱源。
too-many-own-sources = 你自己新增的來源已有 { $count } 個，到了上限。請先用 /unsubscribe 去掉一個。

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

# 隱私
privacy =
    <b>這裡保存了什麼</b>
    · 聊天（及群組話題）的編號、類型和開始的時間
    · 語言、時區、時間、話題、你選的來源和你新增的訂閱源網址
    · 發過哪些摘要、其中有哪些事，為的是同一件事不發兩次
    · 等待發送的訊息，以及是否送達
    不保存姓名、電話和你寫給我的文字，也不交給任何人。
    /forget 立刻刪除以上全部。
forgotten = 已刪除你的全部資料：訂閱、設定、自己新增的來源、發送記錄。傳 /start 重新開始。

# 出錯與邊界
unknown-command = 沒有這個指令。/help 可以看我會做什麼。
unknown-text = 傳 /digest 看你的要聞，傳 /help 看我還會做什麼。
unknown-button = 這個按鈕已經過時。/settings 和 /latest 是現在的狀態。
admins-only = 只有本群的管理員可以改設定。
topic-gone = 致本群管理員：接收摘要的話題已關閉或刪除，摘要今後發到這裡。/schedule off 停止；在別的話題裡發 /start 則改發到那裡。
something-broke = 剛才沒辦成，我已記下。再試一次，或傳 /help。

# 管理員
broadcast-usage = 把文字寫在指令後面：<code>/broadcast 大家好</code>；或者用 /broadcast 回覆要群發的那則訊息。
broadcast-preview = 上面這則訊息將發給 { $count } 位訂閱者。
broadcast-nobody = 目前沒有訂閱者，無人可發。
button-send = 發送
button-cancel = 取消
button-stop = 停止
button-undo = 撤回
button-failures = 失敗 { $count }（查看）
broadcast-cancelled = 已取消，什麼都沒有發。
broadcast-progress = 正在發送：{ $done } / { $total }
broadcast-report = 已送達 { $sent } · 已封鎖本機器人 { $blocked } · 失敗 { $failed } · 結果不明 { $unknown } · 用時 { $duration }
broadcast-stopped = 已停止。已送達 { $sent } · 未發 { $cancelled } · 已封鎖本機器人 { $blocked } · 失敗 { $failed } · 結果不明 { $unknown } · 用時 { $duration }
broadcast-paused = 已暫停在 { $done } / { $total }。已經在路上的仍會送達。
broadcast-stopping = 正在停止。已經在路上的仍會送達。
broadcast-repeated = 其中 { $count } 則可能送達了兩次：第一次發出後沒有收到答覆。
broadcast-undoing = 正在撤回：{ $done } / { $total }
broadcast-undone = 已撤回 { $undone } · 仍在 { $sent } · 用時 { $duration }
failures-title = <b>未送達</b>
failures-none = 沒有失敗的訊息。
failure-refused = { $count } 則被拒：
failure-unknown = { $count } 則沒有答覆，可能已送達：
broadcast-over = 這次群發已經開始或結束。
duration-seconds = { $seconds } 秒
duration-minutes = { $minutes } 分 { $seconds } 秒
stats =
    <b>數字</b>
    訂閱者：{ $active } 正常，{ $paused } 暫停，{ $blocked } 已封鎖
    語言：{ $languages }
    來源：{ $sources } 個，{ $failing } 個沒有回應
    近 24 小時：{ $articles } 篇報導，{ $stories } 件事，{ $editions } 份摘要
    近 24 小時的訊息：送達 { $sent }，封鎖 { $blocked24 }，失敗 { $failed }，結果不明 { $unknown }；等待 { $waiting }

# 指令選單
command-digest = 此刻的新要聞
command-latest = 最新要聞
command-topics = 選話題
command-sources = 選來源
command-schedule = 什麼時候發
command-settings = 全部設定
command-language = 語言
command-timezone = 時區
command-subscribe = 新增話題、來源或訂閱源
command-unsubscribe = 去掉話題或來源
command-pause = 暫停摘要
command-resume = 恢復摘要
command-help = 我會做什麼
command-privacy = 保存了什麼
command-forget = 刪除我的全部資料
command-start = 開始
command-broadcast = 群發訊息
command-stats = 數字
bot-description = 兩分鐘讀完當天要聞：一件事只佔一則，每句話都附原文依據，中文或英文，在你選的時間送達。
bot-short-description = 兩分鐘讀完當天要聞，每句話都附原文依據。

# 終端
console-hint = 像在聊天裡一樣輸入：指令，或者按鈕上的字。/quit 結束。
console-demo = 演示：示例新聞，以本終端為聊天視窗，不連網路。設好 TELEGRAM_BOT_TOKEN，同一個機器人就在 Telegram 裡執行。
console-button-missing = 這裡沒有這個按鈕。

# 命令列
progress-reading = 讀取中
once-title = { brand } · { $day } { $time }
once-more = 還有 { $count } 件
