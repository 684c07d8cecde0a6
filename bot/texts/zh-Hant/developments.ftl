# 一件事的新進展
story-new = 有何新進展
story-differs = 與先前說法不同：{ $later }先前：{ $earlier }
story-told = 「{ $quote }」（{ $outlet }，{ $day }）
story-told-undated = 「{ $quote }」（{ $outlet }）
