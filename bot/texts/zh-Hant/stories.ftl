# 一件事
story-outlets = { $outlets } 家媒體{ $origins ->
    [0] {""}
   *[other] ，{ $origins } 個消息來源（{ $names }）
 }
story-evidence = 依據
story-quote = 「{ $quote }」
story-timeline = 經過
story-earlier = 相似舊聞
story-here = { $headline }（本則）
story-sources = 原文
story-extract = 以上為報導原句。
story-llm = 由語言模型撰寫，每句話都與下列原文核對過。
story-gone = 這件事的報導已不再保存。/latest 可以看最新的。
button-back = ‹ 返回
button-settings = 設定
story-because = 排得靠前，因為你{ $act ->
    [saved] 收藏
    [liked] 讚
    [followed] 追蹤
   *[opened] 看
 }過 { $count } 件與「{ $on }」有關的。
button-grouping = 歸錯了？
grouping-articles = 這些報導歸在了一起。哪一篇說的不是這件事，點它的號碼：
grouping-near = 這些相近的事分開了。哪一件其實就是這件事，點它的字母：
grouping-nothing = 只有一篇報導，也沒有相近的事。
grouping-alone = 這篇報導已經單獨成一件，或不再保存。
grouping-together = 這兩件已經是一件，或不再保存。
grouping-done = 好了，馬上照你說的歸。
grouping-noted = 記下了。三位讀者或一位管理員這樣說，就會照改。
grouping-new = 訂閱滿三天的讀者說了才算數。歡迎到時再來指正。
grouping-enough = 一天最多可以指正 { $count } 次，明天再來。
