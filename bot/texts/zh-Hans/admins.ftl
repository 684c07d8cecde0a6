# 管理员
broadcast-usage = 把文字写在命令后面：<code>/broadcast 大家好</code>；或者用 /broadcast 回复要群发的那条消息。
broadcast-album = 这是相册里的一张。Telegram 只把相册一张一张地告诉我，所以不能整组群发；请发单张图片，或者把文字和链接写在一起。
broadcast-preview = 上面这条消息将发给 { $count } 位订阅者。
broadcast-quiet = 届时在免打扰时段的人，等时段结束后收到。
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
