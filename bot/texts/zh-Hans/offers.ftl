# 在网址上找到的订阅源
offers-declared = 这个网页有 { $count } 个订阅源，点一下就订阅：
offers-near = 这个网页没有提供订阅源。找到 { $count } 个相近的：
rhythm-daily = 每天约 { $count } 篇
rhythm-weekly = 每周约 { $count } 篇
rhythm-rare = 每周不到 1 篇
newest = 最近一篇 { $day }
newest-long-ago = { $year } 年后没有更新
lookup-limit = 每小时最多替一个人查 { $count } 个地址，{ $minutes } 分钟后可以再查。订阅源多的话，可以用 /import 一次导入。
