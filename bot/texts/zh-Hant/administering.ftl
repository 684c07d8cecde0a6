# 管理員：受眾、訂閱者、運作狀況、公用來源
broadcast-audience = 受眾：{ $audience }
broadcast-scheduled = 將於 { $moment } 發出，屆時符合條件的都會收到；目前是 { $count } 位訂閱者。
broadcast-later = 什麼時候發？也可以寫在文字前面：<code>/broadcast at:2026-11-24T08:00 大家好</code>，或 <code>at:08:00</code>，或 <code>at:2h</code>。
audience-menu = 發給誰？依現在的選擇是 { $count } 位訂閱者。也可以寫在文字前面：<code>/broadcast to:en,group,7d 大家好</code>
audience-unknown = 不認識受眾「{ $word }」。可以寫語言、話題、private、group、channel，或 7d 這樣的天數。
moment-unknown = 「{ $word }」不是往後 60 天內的時刻。可以寫 08:00、2h 或 2026-11-24T08:00。
button-later = 定時
button-audience = 受眾
button-all = 全部
span-hours = { $count } 小時後
active-days = { $count } 天內讀過
kind-private = 私訊
kind-group = 群組
kind-channel = 頻道
users =
    <b>訂閱者</b>
    共 { $total }：{ $kinds }
    新增：24 小時內 { $joined_24h }，7 天內 { $joined_7d }
    7 天內讀過的：{ $active_7d } · 已封鎖：{ $banned }
user-since = { $day }起
user-read = { $day }讀過
user-unknown = 聊天 { $chat } 沒有訂閱。
state-banned = 已封鎖
ban-usage = 把聊天 ID 寫在指令後面：<code>/ban 12345</code>，也可以寫名字或 @使用者名稱，或者用 /ban 回覆對方的訊息。此後什麼都不發給它，也不回答它；<code>/unban 12345</code> 解除。
ban-called = 名字裡有「{ $name }」、並且近來和我說過話的（名字只記在記憶體裡，不儲存）：
ban-nobody = 近來和我說過話的人裡沒有「{ $name }」。重新啟動之後我不記得名字；用聊天 ID 總是可以：<code>/ban 12345</code>，/users 裡有。
banned-title = <b>已封鎖</b>
banned = 已封鎖 { $chat }：什麼都不再發給它，也不回答它。/unban 可以解除。
unbanned = 已解除 { $chat }，對方發 /start 就可以回來。
ban-admin = 不能封鎖管理員。
not-banned = { $chat } 沒有被封鎖。
chat-id-unknown = 這不是聊天 ID。/users 裡有清單。
button-ban = 封鎖
button-unban = 解除
button-banned = 已封鎖
actions-title = <b>管理員做過的事</b>
actions-none = 還沒有紀錄。
action = { $act }：{ $subject }
act-send = 群發已發出
act-schedule = 群發已定時
act-cancel = 群發已取消
act-pause = 群發已暫停
act-resume = 群發已繼續
act-stop = 群發已停止
act-undo = 群發已撤回
act-ban = 封鎖
act-unban = 解除封鎖
act-add = 新增公用來源
act-remove = 移除來源
act-check = 檢查來源
button-actions = 操作紀錄
button-picture = 按日看圖
stats-read = 近 24 小時開啟的報導：{ $opened }
picture-caption =
    近 30 天；今天到目前為止：
    藍：訂閱者 { $subscribers }
    綠：開啟的報導 { $opened }
    橙：送達的訊息 { $sent }
health =
    <b>運作狀況</b>
    { $beat } 仍在運作
    等待 { $waiting } · 近 24 小時失敗 { $failed }，結果不明 { $unknown }
    來源 { $sources } 個，{ $sick } 個沒有回應
sick-source = 連續失敗 { $failures } 次，上次成功：{ $last }
never = 從未
button-check = 立即檢查
button-check-all = 全部立即檢查
button-remove = 移除
addsource-usage = 把訂閱源或網站的網址寫在指令後面：<code>/addsource https://news.example/</code>。所有人都會收到。
share-checking = 正在那裡找訂閱源。
share-offers = 找到 { $count } 個訂閱源。點一下就成為公用來源。
source-shared = 「{ $title }」已成為公用來源。
removesource-usage = 把來源的名字或網址寫在指令後面：<code>/removesource 海港日報</code>。自己加了它的人不受影響。
removesource-which = 哪一個？點一下就移除；自己加了它的人不受影響。
source-removed = 已移除「{ $title }」。自己加了它的人不受影響；/addsource 可以加回來。
source-gone = 這個來源已經不在了。
