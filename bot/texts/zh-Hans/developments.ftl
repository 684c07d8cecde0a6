# 一件事的新情况
story-new = 有何新情况
story-differs = 与此前说法不同：{ $later }此前：{ $earlier }
story-told = “{ $quote }”（{ $outlet }，{ $day }）
story-told-undated = “{ $quote }”（{ $outlet }）
