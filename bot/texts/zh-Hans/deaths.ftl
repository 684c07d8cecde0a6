# 失效的来源
death = “{ $title }”从 { $day } 起没有内容：{ $cause }。
death-gone = 对方说明已永久停用
death-refused = 服务器回答状态码 { $status }
death-no-feed = 原地址已经没有订阅源
death-no-host = 域名已经不存在
death-silent = 服务器没有回应
death-instead = 它的网站现在提供这一个：
death-wait = 只要没有永久停用，我每天还会看一次，恢复了就接着读。
death-operator = 它在你的来源列表里，大家都在读。<code>yaowen sources check</code> 看状态，<code>yaowen sources remove</code> 去掉。
button-instead = 改读这个
button-leave-out = 去掉
