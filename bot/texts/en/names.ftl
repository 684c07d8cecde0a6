# Names
brand = Yaowen
language-zh-Hans = Simplified Chinese
language-zh-Hant = Traditional Chinese
language-en = English
topic-world = World
topic-china = China
topic-business = Business
topic-technology = Technology
topic-science = Science
topic-health = Health
topic-society = Society
topic-culture = Culture
topic-sports = Sports
topics-all = all topics
topics-none = no topics
# The low line stands for a space at an end, which the file format would drop.
list-separator = ,_
timezone-name = { $city } time
either-separator = _or_
