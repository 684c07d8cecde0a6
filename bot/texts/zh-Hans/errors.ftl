# 出错与边界
unknown-command = 没有这个命令。/help 可以看我会做什么。
unknown-text = 发 /digest 看你的要闻，发 /help 看我还会做什么。
unknown-button = 这个按钮已经过时。/settings 和 /latest 是现在的状态。
admins-only = 只有本群的管理员可以改设置。
topic-gone = 致本群管理员：接收摘要的话题已关闭或删除，摘要今后发到这里。/schedule off 停止；在别的话题里发 /start 则改发到那里。
something-broke = 刚才没办成，我已记下。再试一次，或发 /help。
unknown-command-nearest = 没有 /{ $name } 这个命令。你是不是要发 { $names }？/help 可以看全部。
