# 时间表，用在句中
days-all = 每天
days-weekdays = 工作日
days-weekend = 周末
schedule-and = { $first } 和 { $last }
schedule-times = { $days } { $times } 发
rhythm-times = { $days } { $times }
schedule-hourly = 每小时有新闻时发
schedule-instant = 一有新闻就发
schedule-off = 只在你要看时发
schedule-instant-confirmed = 有 { $origins } 家以上独立报道就发
rhythm-instant-confirmed = 即时，{ $origins } 家以上独立报道
