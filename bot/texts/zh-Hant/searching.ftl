# 搜尋
search-usage =
    傳 /search 和要找的詞，例如 <code>/search 渡輪</code>。簡體和繁體都找得到。
    · 幾個詞都要有：<code>渡輪 票價</code>
    · 原樣連著：<code>"夜航渡輪"</code>
    · 有一個就行：<code>渡輪 OR 輪渡</code>
    · 不要某個詞：<code>渡輪 -票價</code>
search-title = 「{ $words }」：{ $count } 件
search-title-page = 「{ $words }」：{ $count } 件，第 { $part }/{ $parts } 頁
search-loose = 沒有一處連著這樣寫，以下是各個詞都提到的。
search-narrow = 只列出最相關的，多加一個詞會更準。
search-nothing = 已收錄的報導裡沒有提到「{ $words }」。可以少寫幾個詞、換個說法，或者看 /latest。
inline-limit = 這一小時搜得太多了，請稍後再來
