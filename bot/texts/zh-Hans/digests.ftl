# 摘要
digest-title = { brand } · { $day } { $time }
digest-counts = { $stories } 件事，来自 { $outlets } 家媒体，约 { $minutes } 分钟
digest-part = （{ $part }/{ $parts }）
digest-more = 还有 { $count } 件 · 未读的都在 /latest
untranslated = （原文为{ $language }，未翻译）
outlets-more = +{ $count }
outlet-unnamed = 来源未注明
latest-title = { brand } · 最新 · { $day } { $time }
nothing-new = 自 { $since } 以来没有新的要闻。下一次在 { $next }。
nothing-new-off = 自 { $since } 以来没有新的要闻。
nothing-yet = 你选的范围里还没有报道。来源每隔几分钟读一次；/topics 和 /sources 可以查看你的选择。
nothing-in-topic = 近几天没有归入{ $topic }的报道。/latest 可以看最新的。
collecting = 正在读取各家来源，第一份摘要马上就来。
not-subscribed = 这里还没有订阅。发 /start 开始，按你选的时间收到摘要。

latest-more = 还有 { $count } 件 · 多看一些：/latest 20
digest-budget-from = 今天的智能摘要额度已用完，第 { $number } 条起为原文摘句。
digest-budget-some = 今天的智能摘要额度已用完，第 { $numbers } 条为原文摘句。
since-title = { brand } · 上次之后 · { $day } { $time }
since-more = 还有 { $count } 件 · 都在 /latest 20
digest-details = 细节
