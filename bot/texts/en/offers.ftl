# Feeds found at an address
offers-declared = { $count ->
    [one] This page has a feed. Tap to subscribe:
   *[other] This page has { $count } feeds. Tap the one you want:
 }
offers-near = { $count ->
    [one] This page offers no feed. I found one near it:
   *[other] This page offers no feed. I found { $count } near it:
 }
rhythm-daily = { $count ->
    [one] about 1 item a day
   *[other] about { $count } items a day
 }
rhythm-weekly = { $count ->
    [one] about 1 item a week
   *[other] about { $count } items a week
 }
rhythm-rare = less than one item a week
newest = last on { $day }
newest-long-ago = silent since { $year }
lookup-limit = I look up { $count ->
    [one] 1 address
   *[other] { $count } addresses
 } an hour for one person. Ask again in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }, or send me all your feeds at once with /import.
