# 來源清單的匯入與匯出
import-menu = 把閱讀器匯出的 OPML 檔案傳到這裡就行，各家閱讀器都能匯出。你在這裡的來源可以用 /export 帶走。
import-not-opml = 這個檔案不是 OPML 訂閱清單。請從閱讀器匯出，再以檔案形式傳來。
import-empty = 這個清單裡沒有能抓取的訂閱源。請從閱讀器重新匯出，要帶上各個訂閱源的網址。
import-too-large = 這個檔案超過 2 MB，不像訂閱清單。請只匯出訂閱清單（OPML）。
import-lost = 沒能從 Telegram 取得這個檔案，請再傳一次。
imported = { $count ->
    [0] 沒有新的來源。
   *[other] 已加上 { $count } 個來源：
 }
import-no-topic = 未分話題
import-known = 另有 { $count } 個原本就有。
import-over = 還有 { $count } 個沒有加上：每人最多自己新增 50 個。用 /unsubscribe 可以騰出位置。
import-undo = /sources 可以看到全部，點一下就能去掉。
export-opml = 你的 { $count } 個來源，OPML 檔案，各家閱讀器都能匯入。
