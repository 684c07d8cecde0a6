# 在網址上找到的訂閱源
offers-declared = 這個網頁有 { $count } 個訂閱源，點一下就訂閱：
offers-near = 這個網頁沒有提供訂閱源。找到 { $count } 個相近的：
rhythm-daily = 每天約 { $count } 篇
rhythm-weekly = 每週約 { $count } 篇
rhythm-rare = 每週不到 1 篇
newest = 最近一篇 { $day }
newest-long-ago = { $year } 年後沒有更新
lookup-limit = 每小時最多替一個人查 { $count } 個網址，{ $minutes } 分鐘後可以再查。訂閱源多的話，可以用 /import 一次匯入。
