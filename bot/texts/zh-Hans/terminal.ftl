# 终端
console-hint = 像在聊天里一样输入：命令，或者按钮上的字。/quit 结束。
console-demo = 演示：示例新闻，以本终端为聊天窗口，不连网络。设好 TELEGRAM_BOT_TOKEN，同一个机器人就在 Telegram 里运行。
console-button-missing = 这里没有这个按钮。

# 命令行
progress-reading = 读取中
once-title = { brand } · { $day } { $time }
once-more = 还有 { $count } 件
