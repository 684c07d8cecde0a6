# 收藏與追蹤
button-followed = 追蹤
button-saved = 收藏
button-disliked = 少看這類
button-open-story = 看這件事
button-unfollow = 不再追蹤
followed-on = 已追蹤：有進展就回覆這則訊息告訴你。再點一次取消。
followed-off = 已取消追蹤。
saved-on = 已收藏，都在 /saved。再點一次取消。
saved-off = 已取消收藏。
disliked-on = 以後少放這類。再點一次復原。
disliked-off = 已復原。
liked-on = 以後多放這類。再點一次復原。
liked-off = 已復原。
saved-title = 收藏 · { $count } 件
saved-none = 還沒有收藏。打開一件事，點「收藏」就留在這裡。
update-title = 更新：
update-before = 此前（{ $day }）：{ $headline }
