# Schedules, as they stand inside a sentence
days-all = every day
days-weekdays = on weekdays
days-weekend = at weekends
schedule-and = { $first } and { $last }
schedule-times = { $days } at { $times }
rhythm-times = { $days } at { $times }
schedule-hourly = every hour, when there is news
schedule-instant = as soon as there is news
schedule-off = only when you ask
schedule-instant-confirmed = as soon as { $origins } or more report it independently
rhythm-instant-confirmed = Instant, from { $origins } independent reports on
