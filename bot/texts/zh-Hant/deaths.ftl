# 失效的來源
death = 「{ $title }」從 { $day } 起沒有內容：{ $cause }。
death-gone = 對方說明已永久停用
death-refused = 伺服器回答狀態碼 { $status }
death-no-feed = 原網址已經沒有訂閱源
death-no-host = 網域已經不存在
death-silent = 伺服器沒有回應
death-instead = 它的網站現在提供這一個：
death-wait = 只要沒有永久停用，我每天還會看一次，恢復了就接著讀。
death-operator = 它在你的來源清單裡，大家都在讀。<code>yaowen sources check</code> 看狀態，<code>yaowen sources remove</code> 去掉。
button-instead = 改讀這個
button-leave-out = 去掉
