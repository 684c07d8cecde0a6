# 各家说法
story-differing = 各家说法
digest-differing = 各家说法不一：{ $stated }
digest-stated = { $outlet }“{ $value }”
