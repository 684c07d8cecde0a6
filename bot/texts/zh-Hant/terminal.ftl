# 終端
console-hint = 像在聊天裡一樣輸入：指令，或者按鈕上的字。/quit 結束。
console-demo = 演示：示例新聞，以本終端為聊天視窗，不連網路。設好 TELEGRAM_BOT_TOKEN，同一個機器人就在 Telegram 裡執行。
console-button-missing = 這裡沒有這個按鈕。

# 命令列
progress-reading = 讀取中
once-title = { brand } · { $day } { $time }
once-more = 還有 { $count } 件
