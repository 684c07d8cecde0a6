# 管理员：受众、订阅者、运行状况、公共来源
broadcast-audience = 受众：{ $audience }
broadcast-scheduled = 将于 { $moment } 发出，届时符合条件的都会收到；目前是 { $count } 位订阅者。
broadcast-later = 什么时候发？也可以写在文字前面：<code>/broadcast at:2026-11-24T08:00 大家好</code>，或 <code>at:08:00</code>，或 <code>at:2h</code>。
audience-menu = 发给谁？按现在的选择是 { $count } 位订阅者。也可以写在文字前面：<code>/broadcast to:en,group,7d 大家好</code>
audience-unknown = 不认识受众“{ $word }”。可以写语言、话题、private、group、channel，或 7d 这样的天数。
moment-unknown = “{ $word }”不是今后 60 天内的时刻。可以写 08:00、2h 或 2026-11-24T08:00。
button-later = 定时
button-audience = 受众
button-all = 全部
span-hours = { $count } 小时后
active-days = { $count } 天内读过
kind-private = 私聊
kind-group = 群组
kind-channel = 频道
users =
    <b>订阅者</b>
    共 { $total }：{ $kinds }
    新增：24 小时内 { $joined_24h }，7 天内 { $joined_7d }
    7 天内读过的：{ $active_7d } · 已封禁：{ $banned }
user-since = { $day }起
user-read = { $day }读过
user-unknown = 会话 { $chat } 没有订阅。
state-banned = 已封禁
ban-usage = 把会话 ID 写在命令后面：<code>/ban 12345</code>，也可以写名字或 @用户名，或者用 /ban 回复对方的消息。此后什么都不发给它，也不回答它；<code>/unban 12345</code> 解除。
ban-called = 名字里有“{ $name }”、并且近来和我说过话的（名字只记在内存里，不保存）：
ban-nobody = 近来和我说过话的人里没有“{ $name }”。重启之后我不记得名字；用会话 ID 总是可以：<code>/ban 12345</code>，/users 里有。
banned-title = <b>已封禁</b>
banned = 已封禁 { $chat }：什么都不再发给它，也不回答它。/unban 可以解除。
unbanned = 已解除 { $chat }，对方发 /start 就可以回来。
ban-admin = 不能封禁管理员。
not-banned = { $chat } 没有被封禁。
chat-id-unknown = 这不是会话 ID。/users 里有列表。
button-ban = 封禁
button-unban = 解除
button-banned = 已封禁
actions-title = <b>管理员做过的事</b>
actions-none = 还没有记录。
action = { $act }：{ $subject }
act-send = 群发已发出
act-schedule = 群发已定时
act-cancel = 群发已取消
act-pause = 群发已暂停
act-resume = 群发已继续
act-stop = 群发已停止
act-undo = 群发已撤回
act-ban = 封禁
act-unban = 解除封禁
act-add = 添加公共来源
act-remove = 移除来源
act-check = 检查来源
button-actions = 操作记录
button-picture = 按日看图
stats-read = 近 24 小时打开的报道：{ $opened }
picture-caption =
    近 30 天；今天到目前为止：
    蓝：订阅者 { $subscribers }
    绿：打开的报道 { $opened }
    橙：送达的消息 { $sent }
health =
    <b>运行状况</b>
    { $beat } 仍在运行
    等待 { $waiting } · 近 24 小时失败 { $failed }，结果不明 { $unknown }
    来源 { $sources } 个，{ $sick } 个没有回应
sick-source = 连续失败 { $failures } 次，上次成功：{ $last }
never = 从未
button-check = 立即检查
button-check-all = 全部立即检查
button-remove = 移除
addsource-usage = 把订阅源或网站的地址写在命令后面：<code>/addsource https://news.example/</code>。所有人都会收到。
share-checking = 正在那里找订阅源。
share-offers = 找到 { $count } 个订阅源。点一下就成为公共来源。
source-shared = “{ $title }”已成为公共来源。
removesource-usage = 把来源的名字或地址写在命令后面：<code>/removesource 海港日报</code>。自己添加了它的人不受影响。
removesource-which = 哪一个？点一下就移除；自己添加了它的人不受影响。
source-removed = 已移除“{ $title }”。自己添加了它的人不受影响；/addsource 可以加回来。
source-gone = 这个来源已经不在了。
