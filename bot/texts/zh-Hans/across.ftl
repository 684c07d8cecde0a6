# 另一种语言的报道
story-across = 另一种语言的报道
across-possibly = 可能是同一件事（{ $language }）：{ $headline }
across-later = 相关报道（{ $language }）：{ $headline }
