# 時間表，用在句中
days-all = 每天
days-weekdays = 平日
days-weekend = 週末
schedule-and = { $first } 和 { $last }
schedule-times = { $days } { $times } 發
rhythm-times = { $days } { $times }
schedule-hourly = 每小時有新聞時發
schedule-instant = 一有新聞就發
schedule-off = 只在你要看時發
schedule-instant-confirmed = 有 { $origins } 家以上獨立報導就發
rhythm-instant-confirmed = 即時，{ $origins } 家以上獨立報導
