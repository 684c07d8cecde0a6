# How a story went on
story-new = What is new
story-differs = This differs from what was reported earlier: { $later } Earlier: { $earlier }
story-told = “{ $quote }” ({ $outlet }, { $day })
story-told-undated = “{ $quote }” ({ $outlet })
