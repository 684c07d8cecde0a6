# 免打扰、重要程度、关键词
quiet-menu = 免打扰：{ $hours }（{ $timezone }）。这段时间什么都不发，结束后合成一份。点一下，或者发时间：<code>/quiet 22:00-07:00</code>
quiet-set = 好了，免打扰：{ $hours }（{ $timezone }）。撤销：<code>/quiet { $before }</code>
quiet-none = 没有
quiet-not-understood = 没看懂“{ $text }”。例如：<code>/quiet 22:00-07:00</code>；不要免打扰：<code>/quiet off</code>
button-quiet-off = 不要免打扰
button-quiet = 免打扰
button-keywords = 关键词
button-importance-all = 全部
button-importance-confirmed = 两家证实
button-importance-major = 四家以上
keywords-menu =
    关键词对摘要、即时和 /latest 都有效，简体繁体不分。
    不想看：<code>/mute 明星 综艺</code>；一定要看，不论话题：<code>/watch 渡轮 OR 港口</code>
    空格是“并且”，OR 是“或者”，减号是“不含”，引号里是整句，斜线之间是正则表达式：<code>/mute /^快讯.*评论$/</code>
keywords-muted = 不看
keywords-watched = 一定要看
rule-muted = 以后不再发“{ $rule }”，近三天有 { $count } 件。撤销：<code>/unmute { $rule }</code>
rule-unmuted = “{ $rule }”又会出现了，近三天有 { $count } 件。撤销：<code>/mute { $rule }</code>
rule-watched = 凡是“{ $rule }”都会发给你，近三天有 { $count } 件。撤销：<code>/unwatch { $rule }</code>
rule-unwatched = “{ $rule }”不再特别关注，近三天有 { $count } 件。撤销：<code>/watch { $rule }</code>
rule-unknown = 关键词里没有“{ $text }”。/mute 可以看现在有哪些。
rule-too-long = 关键词最多 { $count } 个字符，也不能是空的。
rule-not-understood = 没看懂“{ $text }”。例如：<code>/mute 明星 综艺</code>、<code>/mute 股市 OR 楼市</code>、<code>/mute "世界杯" -决赛</code>
rule-matches-everything = “{ $text }”什么都符合，请再具体一些。
too-many-rules = 关键词已有 { $count } 个，到了上限。请先用 /unmute 或 /unwatch 去掉一个。
settings-wishes =
    免打扰：{ $quiet }
    关键词：{ $rules }
rules-counted = { $muted } 个不看，{ $watched } 个一定要看
rules-none = 没有
