# 另一種語言的報導
story-across = 另一種語言的報導
across-possibly = 可能是同一件事（{ $language }）：{ $headline }
across-later = 相關報導（{ $language }）：{ $headline }
