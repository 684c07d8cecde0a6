# 名称
brand = 要闻
language-zh-Hans = 简体中文
language-zh-Hant = 繁体中文
language-en = 英文
topic-world = 国际
topic-china = 中国
topic-business = 财经
topic-technology = 科技
topic-science = 科学
topic-health = 健康
topic-society = 社会
topic-culture = 文化
topic-sports = 体育
topics-all = 全部话题
topics-none = 没有话题
list-separator = 、
timezone-name = { $city }时间
