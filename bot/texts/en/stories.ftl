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
