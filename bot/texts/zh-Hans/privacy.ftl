# 隐私
privacy-title = <b>这里保存了什么</b>
privacy-settings = 聊天（及群组话题）的编号、类型和开始的时间；语言、时区、时间、免打扰、话题、关键词、图片、你选的来源和逐个的设置、你添加的订阅源地址
privacy-digests = 发过哪些摘要、其中有哪些事，为的是同一件事不发两次
privacy-channels = 你在这里管理的频道
privacy-reactions = 你打开、收藏、关注、少看了哪些事，给哪份摘要点过喜欢或不喜欢，为的是排列你的摘要
privacy-constraints = 你说过哪些报道是同一件事、哪些不是，为的是把它们归对
privacy-deliveries = 等待发送的和发过的消息，以及是否送达；三十天后删除
privacy-bans = 运营者是否停用了本聊天；/forget 之后仍然保留
privacy-broadcasts = 你作为管理员的群发和操作：内容、时间和结果；/forget 之后仍然保留，但群发不再记名
privacy-end =
    不保存姓名、电话和你写给我的文字，也不交给任何人。
    /export 把以上全部给你。/forget 立刻删除以上全部。
forgotten = 已删除你的全部数据：订阅、设置、自己添加的来源、收藏、阅读记录、发送记录。发 /start 重新开始。
export-everything = 这里关于本聊天保存的全部内容。
