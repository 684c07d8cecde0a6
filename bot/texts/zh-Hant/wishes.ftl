# 免打擾、重要程度、關鍵字
quiet-menu = 免打擾：{ $hours }（{ $timezone }）。這段時間什麼都不發，結束後合成一份。點一下，或者發時間：<code>/quiet 22:00-07:00</code>
quiet-set = 好了，免打擾：{ $hours }（{ $timezone }）。復原：<code>/quiet { $before }</code>
quiet-none = 沒有
quiet-not-understood = 沒看懂「{ $text }」。例如：<code>/quiet 22:00-07:00</code>；不要免打擾：<code>/quiet off</code>
button-quiet-off = 不要免打擾
button-quiet = 免打擾
button-keywords = 關鍵字
button-importance-all = 全部
button-importance-confirmed = 兩家證實
button-importance-major = 四家以上
keywords-menu =
    關鍵字對摘要、即時和 /latest 都有效，簡體繁體不分。
    不想看：<code>/mute 明星 綜藝</code>；一定要看，不論話題：<code>/watch 渡輪 OR 港口</code>
    空格是「並且」，OR 是「或者」，減號是「不含」，引號裡是整句，斜線之間是正規表示式：<code>/mute /^快訊.*評論$/</code>
keywords-muted = 不看
keywords-watched = 一定要看
rule-muted = 以後不再發「{ $rule }」，近三天有 { $count } 件。復原：<code>/unmute { $rule }</code>
rule-unmuted = 「{ $rule }」又會出現了，近三天有 { $count } 件。復原：<code>/mute { $rule }</code>
rule-watched = 凡是「{ $rule }」都會發給你，近三天有 { $count } 件。復原：<code>/unwatch { $rule }</code>
rule-unwatched = 「{ $rule }」不再特別關注，近三天有 { $count } 件。復原：<code>/watch { $rule }</code>
rule-unknown = 關鍵字裡沒有「{ $text }」。/mute 可以看現在有哪些。
rule-too-long = 關鍵字最多 { $count } 個字元，也不能是空的。
rule-not-understood = 沒看懂「{ $text }」。例如：<code>/mute 明星 綜藝</code>、<code>/mute 股市 OR 房市</code>、<code>/mute "世界盃" -決賽</code>
rule-matches-everything = 「{ $text }」什麼都符合，請再具體一些。
too-many-rules = 關鍵字已有 { $count } 個，到了上限。請先用 /unmute 或 /unwatch 去掉一個。
settings-wishes =
    免打擾：{ $quiet }
    關鍵字：{ $rules }
rules-counted = { $muted } 個不看，{ $watched } 個一定要看
rules-none = 沒有
