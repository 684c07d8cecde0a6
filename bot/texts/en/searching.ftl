# Search
search-usage =
    Send /search and what to look for, for example <code>/search ferry</code>.
    · all of the words: <code>ferry fares</code>
    · exactly so: <code>"night ferry"</code>
    · any of them: <code>ferry OR boat</code>
    · without a word: <code>ferry -fares</code>
search-title = “{ $words }” · { $count ->
    [one] 1 story
   *[other] { $count } stories
 }
search-title-page = “{ $words }” · { $count ->
    [one] 1 story
   *[other] { $count } stories
 } · page { $part } of { $parts }
search-loose = Nothing says it in one piece; these mention each of the words.
search-narrow = Only the best are listed; one word more would narrow it down.
search-nothing = No stored article mentions “{ $words }”. Try fewer or other words, or see /latest.
inline-limit = Too many searches this hour; later again
