# 管理員
broadcast-usage = 把文字寫在指令後面：<code>/broadcast 大家好</code>；或者用 /broadcast 回覆要群發的那則訊息。
broadcast-album = 這是相簿裡的一張。Telegram 只把相簿一張一張地告訴我，所以不能整組群發；請傳單張圖片，或者把文字和連結寫在一起。
broadcast-preview = 上面這則訊息將發給 { $count } 位訂閱者。
broadcast-quiet = 屆時在免打擾時段的人，等時段結束後收到。
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
