# 各家說法
story-differing = 各家說法
digest-differing = 各家說法不一：{ $stated }
digest-stated = { $outlet }「{ $value }」
