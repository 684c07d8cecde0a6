# 频道
channel-menu = 发频道的名称就可以管理它：<code>/channel @name</code>。先把我加为频道管理员，并允许发消息。之后这里的命令都对那个频道生效，直到 <code>/channel off</code>。
channel-managed =
    现在管理频道“{ $name }”：{ $schedule }摘要到频道。
    这里的命令都对它生效，回到自己的摘要：<code>/channel off</code>。频道里不要了：/pause 或 /forget。
channel-left = 好了，这里的命令又只对你自己生效。频道照常收到摘要。
channel-lost = 你已不是“{ $name }”的管理员，这里不再管理它，命令又只对你自己生效。
channel-line = 频道：{ $name }
channel-unknown = 没有找到频道“{ $name }”。公开频道发 <code>/channel @name</code>；私有频道发它以 -100 开头的编号。
channel-is-none = “{ $name }”不是频道。在群组里直接发命令就可以。
channel-not-yours = 只有“{ $name }”的管理员可以管理它。
channel-no-access = 请先把我加为“{ $name }”的管理员，并允许发消息，然后再试一次。
channel-from-private = 请在和我的私聊里管理频道。
button-channel-off = 回到我自己
