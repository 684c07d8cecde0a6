# 頻道
channel-menu = 發頻道的名稱就可以管理它：<code>/channel @name</code>。先把我加為頻道管理員，並允許發訊息。之後這裡的指令都對那個頻道生效，直到 <code>/channel off</code>。
channel-managed =
    現在管理頻道「{ $name }」：{ $schedule }摘要到頻道。
    這裡的指令都對它生效，回到自己的摘要：<code>/channel off</code>。頻道裡不要了：/pause 或 /forget。
channel-left = 好了，這裡的指令又只對你自己生效。頻道照常收到摘要。
channel-lost = 你已不是「{ $name }」的管理員，這裡不再管理它，指令又只對你自己生效。
channel-line = 頻道：{ $name }
channel-unknown = 沒有找到頻道「{ $name }」。公開頻道發 <code>/channel @name</code>；私人頻道發它以 -100 開頭的編號。
channel-is-none = 「{ $name }」不是頻道。在群組裡直接發指令就可以。
channel-not-yours = 只有「{ $name }」的管理員可以管理它。
channel-no-access = 請先把我加為「{ $name }」的管理員，並允許發訊息，然後再試一次。
channel-from-private = 請在和我的私訊裡管理頻道。
button-channel-off = 回到我自己
