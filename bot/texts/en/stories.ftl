# A story
story-outlets = { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
 }{ $origins ->
    [0] {""}
    [one] , 1 origin ({ $names })
   *[other] , { $origins } origins ({ $names })
 }
story-evidence = Evidence
story-quote = “{ $quote }”
story-timeline = How it went on
story-earlier = Similar, earlier
story-here = { $headline } (this story)
story-sources = Sources
story-extract = Verbatim sentences from the articles.
story-llm = Written by a language model; every sentence is checked against the articles below.
story-gone = This story is no longer kept. /latest shows the newest.
button-back = ‹ Back
button-settings = Settings
story-because = Placed higher because you { $act ->
    [saved] saved
    [liked] liked
    [followed] followed
   *[opened] opened
 } { $count } on “{ $on }”.
button-grouping = Wrongly grouped?
grouping-articles = These articles were put together. Tap the number of one that is about something else:
grouping-near = These stories are near and were kept apart. Tap the letter of one that is in fact this story:
grouping-nothing = There is only one article, and no story near it.
grouping-alone = That article stands alone already, or is no longer kept.
grouping-together = These two are one story already, or one is no longer kept.
grouping-done = Done. They are regrouped in a moment.
grouping-noted = Noted. It is changed once three readers or an administrator say so.
grouping-new = This is open to readers who subscribed at least three days ago. Come back to it then.
grouping-enough = { $count } corrections a day are the most. Go on tomorrow.
