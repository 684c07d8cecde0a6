# 收藏与关注
button-followed = 关注
button-saved = 收藏
button-disliked = 少看这类
button-open-story = 看这件事
button-unfollow = 不再关注
followed-on = 已关注：有进展就回复这条消息告诉你。再点一次取消。
followed-off = 已取消关注。
saved-on = 已收藏，都在 /saved。再点一次取消。
saved-off = 已取消收藏。
disliked-on = 以后少放这类。再点一次撤销。
disliked-off = 已撤销。
liked-on = 以后多放这类。再点一次撤销。
liked-off = 已撤销。
saved-title = 收藏 · { $count } 件
saved-none = 还没有收藏。打开一件事，点“收藏”就留在这里。
update-title = 更新：
update-before = 此前（{ $day }）：{ $headline }
