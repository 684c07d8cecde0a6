# 第一分钟
welcome =
    你好。我把中英文媒体的要闻整理成两分钟的摘要：一件事只占一条，每句话都附原文依据。
    { $schedule }给你。
    现在：{ $language } · { $timezone } · { $topics }。
welcome-back =
    欢迎回来。{ $schedule }摘要给你。
    现在：{ $language } · { $timezone } · { $topics }。
button-first-digest = 看今天的
button-change-times = 改时间
button-change-topics = 改话题
button-to-zh-Hans = 简体
button-to-zh-Hant = 繁體
button-to-en = English
help =
    <b>阅读</b>
    /digest · 此刻的新要闻
    /latest · 最新要闻，也可以 <code>/latest 3</code>、<code>/latest 财经</code>
    /since · 上次读过之后
    /search · 找报道，例如 <code>/search 渡轮 票价</code>
    /saved · 收藏的事
    /why · 一份摘要或一件事是怎么来的
    /ask · 提问，也可以直接发问题，或者回复一件事
    <b>选择</b>
    /topics · /sources · /subscribe · /unsubscribe · /import · /export
    /schedule · 例如 <code>/schedule 工作日 07:30 19:00</code>
    /quiet · /mute · /watch · /timezone · /language · /pictures · /channel · /settings
    <b>停用与离开</b>
    /pause · /resume · /privacy · /forget
    摘要下面的数字可以打开对应的报道。
    • 还没发给你 · ↻ 后续 · ≠ 各家说法不一 · ※ 已更正
help-admin =
    <b>管理员</b>
    /broadcast · 预览后群发一条消息
    /stats · 订阅、投递与来源的数字
    /usage · 语言模型的词元与花费
    /health · 哪里有问题，一点即修
    /users、/ban、/unban · 订阅者，不含姓名与文字
    /addsource、/removesource · 公共来源
