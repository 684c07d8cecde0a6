# 名稱
brand = 要聞
language-zh-Hans = 簡體中文
language-zh-Hant = 繁體中文
language-en = 英文
topic-world = 國際
topic-china = 中國
topic-business = 財經
topic-technology = 科技
topic-science = 科學
topic-health = 健康
topic-society = 社會
topic-culture = 文化
topic-sports = 體育
topics-all = 全部話題
topics-none = 沒有話題
list-separator = 、
timezone-name = { $city }時間
