# 摘要
digest-title = { brand } · { $day } { $time }
digest-counts = { $stories } 件事，來自 { $outlets } 家媒體，約 { $minutes } 分鐘
digest-part = （{ $part }/{ $parts }）
digest-more = 還有 { $count } 件 · 未讀的都在 /latest
untranslated = （原文為{ $language }，未翻譯）
outlets-more = +{ $count }
outlet-unnamed = 來源未註明
latest-title = { brand } · 最新 · { $day } { $time }
nothing-new = 自 { $since } 以來沒有新的要聞。下一次在 { $next }。
nothing-new-off = 自 { $since } 以來沒有新的要聞。
nothing-yet = 你選的範圍裡還沒有報導。來源每隔幾分鐘讀一次；/topics 和 /sources 可以查看你的選擇。
nothing-in-topic = 近幾天沒有歸入{ $topic }的報導。/latest 可以看最新的。
collecting = 正在讀取各家來源，第一份摘要馬上就來。
not-subscribed = 這裡還沒有訂閱。傳 /start 開始，按你選的時間收到摘要。

latest-more = 還有 { $count } 件 · 多看一些：/latest 20
digest-budget-from = 今天的智慧摘要額度已用完，第 { $number } 則起為原文摘句。
digest-budget-some = 今天的智慧摘要額度已用完，第 { $numbers } 則為原文摘句。
since-title = { brand } · 上次之後 · { $day } { $time }
since-more = 還有 { $count } 件 · 都在 /latest 20
digest-details = 細節
