# 搜索
search-usage =
    发 /search 和要找的词，例如 <code>/search 渡轮</code>。简体和繁体都能找到。
    · 几个词都要有：<code>渡轮 票价</code>
    · 原样连着：<code>"夜航渡轮"</code>
    · 有一个就行：<code>渡轮 OR 轮渡</code>
    · 不要某个词：<code>渡轮 -票价</code>
search-title = “{ $words }”：{ $count } 件
search-title-page = “{ $words }”：{ $count } 件，第 { $part }/{ $parts } 页
search-loose = 没有一处连着这样写，以下是各个词都提到的。
search-narrow = 只列出最相关的，多加一个词会更准。
search-nothing = 已收录的报道里没有提到“{ $words }”。可以少写几个词、换个说法，或者看 /latest。
inline-limit = 这一小时搜得太多了，请稍后再来
