# 名称
brand = 要闻
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-en = 英文
topic-world = 国际
topic-china = 中国
topic-business = 财经
topic-technology = 科技
topic-science = 科学
topic-health = 健康
topic-society = 社会
topic-culture = 文化
topic-sports = 体育
topics-all = 全部话题
topics-none = 没有话题
list-separator = 、
timezone-name = { $city }时间

# 时间表，用在句中
days-all = 每天
days-weekdays = 工作日
days-weekend = 周末
schedule-and = { $first } 和 { $last }
schedule-times = { $days } { $times } 发
rhythm-times = { $days } { $times }
schedule-hourly = 每小时有新闻时发
schedule-instant = 一有新闻就发
schedule-off = 只在你要看时发

# 第一分钟
welcome =
    你好。我把中英文媒体的要闻整理成两分钟的摘要：一件事只占一条，每句话都附原文依据。
    { $schedule }给你。
    现在：{ $language } · { $timezone } · { $topics }。
welcome-back =
    欢迎回来。{ $schedule }摘要给你。
    现在：{ $language } · { $timezone } · { $topics }。
button-first-digest = 看今天的
button-change-times = 改时间
button-change-topics = 改话题
button-to-zh-Hans = 简体
button-to-zh-Hant = 繁體
button-to-en = English
help =
    <b>阅读</b>
    /digest · 此刻的新要闻
    /latest · 最新要闻，也可以 <code>/latest 3</code>、<code>/latest 财经</code>、<code>/latest 渡轮</code>
    <b>选择</b>
    /topics · /sources · /subscribe · /unsubscribe
    /schedule · 例如 <code>/schedule 工作日 07:30 19:00</code>
    /timezone · /language · /settings
    <b>停用与离开</b>
    /pause · /resume · /privacy · /forget
    摘要下面的数字可以打开对应的报道。
help-admin =
    <b>管理员</b>
    /broadcast · 预览后群发一条消息
    /stats · 订阅、投递与来源的数字

# 摘要
digest-title = { brand } · { $day } { $time }
digest-counts = { $stories } 件事，来自 { $outlets } 家媒体，约 { $minutes } 分钟
digest-part = （{ $part }/{ $parts }）
digest-more = 还有 { $count } 件 · 未读的都在 /latest
untranslated = （原文为{ $language }，未翻译）
outlets-more = +{ $count }
outlet-unnamed = 来源未注明
latest-title = { brand } · 最新 · { $day } { $time }
nothing-new = 自 { $since } 以来没有新的要闻。下一次在 { $next }。
nothing-new-off = 自 { $since } 以来没有新的要闻。
nothing-yet = 你选的范围里还没有报道。来源每隔几分钟读一次；/topics 和 /sources 可以查看你的选择。
nothing-found = 近几天的报道里没有提到“{ $words }”。/latest 可以看最新的。
nothing-in-topic = 近几天没有归入{ $topic }的报道。/latest 可以看最新的。
collecting = 正在读取各家来源，第一份摘要马上就来。
not-subscribed = 这里还没有订阅。发 /start 开始，按你选的时间收到摘要。

latest-more = 还有 { $count } 件 · 多看一些：/latest 20

# 一件事
story-outlets = { $outlets } 家媒体{ $origins ->
    [0] {""}
   *[other] ，{ $origins } 个消息源（{ $names }）
 }
story-evidence = 依据
story-quote = “{ $quote }”
story-timeline = 经过
story-here = { $headline }（本条）
story-sources = 原文
story-extract = 以上为报道原句。
story-llm = 由语言模型撰写，每句话都与下列原文核对过。
story-gone = 这件事的报道已不再保存。/latest 可以看最新的。
button-back = ‹ 返回
button-settings = 设置

# 选择
topics-menu = 你看的话题，点一下增减。
sources-menu = 共 { $count } 个来源，按话题排列。点一下可以去掉或恢复。
sources-none = 还没有来源。
sources-failing = 目前没有回应：{ $names }。
source-own = 自己添加
button-next = 下一页 ›
button-previous = ‹ 上一页
subscribed-topic = 已加上{ $topic }。撤销：/unsubscribe { $topic }
unsubscribed-topic = 以后不再发{ $topic }。撤销：/subscribe { $topic }
subscribed-source = 已加上来源“{ $title }”。撤销：/unsubscribe { $title }
unsubscribed-source = 以后不再用来源“{ $title }”。撤销：/subscribe { $title }
subscribe-menu = 发话题、来源或订阅源地址：<code>/subscribe 科技</code>、<code>/subscribe https://example.org/feed</code>。也可以点：
unsubscribe-menu = 发要去掉的：<code>/unsubscribe 体育</code>，也可以点话题。暂停全部摘要：/pause。删除全部数据：/forget。
subscribe-unknown = 没有名为“{ $name }”的话题或来源。/topics 和 /sources 可以看有哪些，也可以发订阅源的地址。
subscribe-ambiguous = 有几个来源都符合“{ $name }”：{ $names }。请发完整的名称。
subscribe-checking = 正在查看 { $host } …
subscribe-url-offer = 要订阅 { $host } 吗？
button-subscribe = 订阅
not-a-feed = 这个网页没有提供订阅源。网站上以 feed、rss 或 atom 结尾的地址通常就是。
address-forbidden = 这个地址在内部网络，或者不是网址，不能订阅。
address-unreachable = { $host } 没有回应。请稍后再试，或检查地址。
address-refused = { $host } 回答了状态码 { $status }，没有给出订阅源。请检查地址。
address-too-large = { $host } 返回的内容太大，不像订阅源。
too-many-own-sources = 你自己添加的来源已有 { $count } 个，到了上限。请先用 /unsubscribe 去掉一个。

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

# 隐私
privacy =
    <b>这里保存了什么</b>
    · 聊天（及群组话题）的编号、类型和开始的时间
    · 语言、时区、时间、话题、你选的来源和你添加的订阅源地址
    · 发过哪些摘要、其中有哪些事，为的是同一件事不发两次
    · 等待发送的消息，以及是否送达
    不保存姓名、电话和你写给我的文字，也不交给任何人。
    /forget 立刻删除以上全部。
forgotten = 已删除你的全部数据：订阅、设置、自己添加的来源、发送记录。发 /start 重新开始。

# 出错与边界
unknown-command = 没有这个命令。/help 可以看我会做什么。
unknown-text = 发 /digest 看你的要闻，发 /help 看我还会做什么。
unknown-button = 这个按钮已经过时。/settings 和 /latest 是现在的状态。
admins-only = 只有本群的管理员可以改设置。
topic-gone = 致本群管理员：接收摘要的话题已关闭或删除，摘要今后发到这里。/schedule off 停止；在别的话题里发 /start 则改发到那里。
something-broke = 刚才没办成，我已记下。再试一次，或发 /help。

# 管理员
broadcast-usage = 把文字写在命令后面：<code>/broadcast 大家好</code>；或者用 /broadcast 回复要群发的那条消息。
broadcast-preview = 上面这条消息将发给 { $count } 位订阅者。
broadcast-nobody = 目前没有订阅者，无人可发。
button-send = 发送
button-cancel = 取消
button-stop = 停止
button-undo = 撤回
button-failures = 失败 { $count }（查看）
broadcast-cancelled = 已取消，什么都没有发。
broadcast-progress = 正在发送：{ $done } / { $total }
broadcast-report = 已送达 { $sent } · 已屏蔽本机器人 { $blocked } · 失败 { $failed } · 结果不明 { $unknown } · 用时 { $duration }
broadcast-stopped = 已停止。已送达 { $sent } · 未发 { $cancelled } · 已屏蔽本机器人 { $blocked } · 失败 { $failed } · 结果不明 { $unknown } · 用时 { $duration }
broadcast-paused = 已暂停在 { $done } / { $total }。已经在路上的仍会送达。
broadcast-stopping = 正在停止。已经在路上的仍会送达。
broadcast-repeated = 其中 { $count } 条可能送达了两次：第一次发出后没有收到答复。
broadcast-undoing = 正在撤回：{ $done } / { $total }
broadcast-undone = 已撤回 { $undone } · 仍在 { $sent } · 用时 { $duration }
failures-title = <b>未送达</b>
failures-none = 没有失败的消息。
failure-refused = { $count } 条被拒：
failure-unknown = { $count } 条没有答复，可能已送达：
broadcast-over = 这次群发已经开始或结束。
duration-seconds = { $seconds } 秒
duration-minutes = { $minutes } 分 { $seconds } 秒
stats =
    <b>数字</b>
    订阅者：{ $active } 正常，{ $paused } 暂停，{ $blocked } 已屏蔽
    语言：{ $languages }
    来源：{ $sources } 个，{ $failing } 个没有回应
    近 24 小时：{ $articles } 篇报道，{ $stories } 件事，{ $editions } 份摘要
    近 24 小时的消息：送达 { $sent }，屏蔽 { $blocked24 }，失败 { $failed }，结果不明 { $unknown }；等待 { $waiting }

# 命令菜单
command-digest = 此刻的新要闻
command-latest = 最新要闻
command-topics = 选话题
command-sources = 选来源
command-schedule = 什么时候发
command-settings = 全部设置
command-language = 语言
command-timezone = 时区
command-subscribe = 添加话题、来源或订阅源
command-unsubscribe = 去掉话题或来源
command-pause = 暂停摘要
command-resume = 恢复摘要
command-help = 我会做什么
command-privacy = 保存了什么
command-forget = 删除我的全部数据
command-start = 开始
command-broadcast = 群发消息
command-stats = 数字
bot-description = 两分钟读完当天要闻：一件事只占一条，每句话都附原文依据，中文或英文，在你选的时间送达。
bot-short-description = 两分钟读完当天要闻，每句话都附原文依据。

# 终端
console-hint = 像在聊天里一样输入：命令，或者按钮上的字。/quit 结束。
console-demo = 演示：示例新闻，以本终端为聊天窗口，不连网络。设好 TELEGRAM_BOT_TOKEN，同一个机器人就在 Telegram 里运行。
console-button-missing = 这里没有这个按钮。

# 命令行
progress-reading = 读取中
once-title = { brand } · { $day } { $time }
once-more = 还有 { $count } 件
