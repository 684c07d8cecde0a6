# 隱私
privacy-title = <b>這裡保存了什麼</b>
privacy-settings = 聊天（及群組主題）的編號、類型和開始的時間；語言、時區、時間、免打擾、話題、關鍵字、圖片、你選的來源和逐個的設定、你加入的訂閱源網址
privacy-digests = 發過哪些摘要、其中有哪些事，為的是同一件事不發兩次
privacy-channels = 你在這裡管理的頻道
privacy-reactions = 你打開、收藏、追蹤、少看了哪些事，給哪份摘要點過喜歡或不喜歡，為的是排列你的摘要
privacy-constraints = 你說過哪些報導是同一件事、哪些不是，為的是把它們歸對
privacy-deliveries = 等待發送的和發過的訊息，以及是否送達；三十天後刪除
privacy-bans = 營運者是否停用了本聊天；/forget 之後仍然保留
privacy-broadcasts = 你作為管理員的群發和操作：內容、時間和結果；/forget 之後仍然保留，但群發不再記名
privacy-end =
    不保存姓名、電話和你寫給我的文字，也不交給任何人。
    /export 把以上全部給你。/forget 立刻刪除以上全部。
forgotten = 已刪除你的全部資料：訂閱、設定、自己加入的來源、收藏、閱讀紀錄、發送紀錄。發 /start 重新開始。
export-everything = 這裡關於本聊天保存的全部內容。
