# 来源列表的导入与导出
import-menu = 把阅读器导出的 OPML 文件发到这里就行，各家阅读器都能导出。你在这里的来源可以用 /export 带走。
import-not-opml = 这个文件不是 OPML 订阅列表。请从阅读器导出，再以文件形式发来。
import-empty = 这个列表里没有能抓取的订阅源。请从阅读器重新导出，要带上各个订阅源的地址。
import-too-large = 这个文件超过 2 MB，不像订阅列表。请只导出订阅列表（OPML）。
import-lost = 没能从 Telegram 取到这个文件，请再发一次。
imported = { $count ->
    [0] 没有新的来源。
   *[other] 已加上 { $count } 个来源：
 }
import-no-topic = 未分话题
import-known = 另有 { $count } 个原来就有。
import-over = 还有 { $count } 个没有加上：每人最多自己添加 50 个。用 /unsubscribe 可以腾出位置。
import-undo = /sources 可以看到全部，点一下就能去掉。
export-opml = 你的 { $count } 个来源，OPML 文件，各家阅读器都能导入。
