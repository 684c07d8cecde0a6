# 提問
button-ask = 提問
ask-usage = 傳 /ask 和你的問題，例如 <code>/ask 夜航渡輪什麼時候恢復</code>。我只根據已收錄的報導回答，每句話都附原文。回覆一份摘要或一件事，就是問那件事。
ask-looking = 正在查已收錄的報導…
ask-writing = …
ask-written = 由語言模型根據報導撰寫，每句話都與下列原文核對過。
ask-cut-short = 由語言模型撰寫，每句話都與下列原文核對過。回答中途斷了，可能不全。
ask-passages = 報導裡最相關的原文：
ask-passages-unpaid = 今天的智慧問答額度已用完。報導裡最相關的原文：
ask-nothing = 已收錄的報導裡沒有提到這一點。來源每隔幾分鐘讀一次，可以晚些再問，也可以用 /subscribe 新增來源。
ask-nothing-but = 已收錄的報導裡沒有提到這一點。最接近的是：
ask-about-story = 關於「{ $headline }」，請傳你的問題。
ask-about-digest = 關於這份摘要，請傳你的問題。
ask-limit = 每小時最多可以問 { $count } 個問題，{ $minutes } 分鐘後可以再問。/search 不受限制。
