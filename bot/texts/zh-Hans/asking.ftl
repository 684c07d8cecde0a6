# 提问
button-ask = 提问
ask-usage = 发 /ask 和你的问题，例如 <code>/ask 夜航渡轮什么时候恢复</code>。我只根据已收录的报道回答，每句话都附原文。回复一份摘要或一件事，就是问那件事。
ask-looking = 正在查已收录的报道…
ask-writing = …
ask-written = 由语言模型根据报道撰写，每句话都与下列原文核对过。
ask-cut-short = 由语言模型撰写，每句话都与下列原文核对过。回答中途断了，可能不全。
ask-passages = 报道里最相关的原文：
ask-passages-unpaid = 今天的智能问答额度已用完。报道里最相关的原文：
ask-nothing = 已收录的报道里没有提到这一点。来源每隔几分钟读一次，可以晚些再问，也可以用 /subscribe 添加来源。
ask-nothing-but = 已收录的报道里没有提到这一点。最接近的是：
ask-about-story = 关于“{ $headline }”，请发你的问题。
ask-about-digest = 关于这份摘要，请发你的问题。
ask-limit = 每小时最多可以问 { $count } 个问题，{ $minutes } 分钟后可以再问。/search 不受限制。
