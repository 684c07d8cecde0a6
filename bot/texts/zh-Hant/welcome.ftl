# 第一分鐘
welcome =
    你好。我把中英文媒體的要聞整理成兩分鐘的摘要：一件事只佔一則，每句話都附原文依據。
    { $schedule }給你。
    現在：{ $language } · { $timezone } · { $topics }。
welcome-back =
    歡迎回來。{ $schedule }摘要給你。
    現在：{ $language } · { $timezone } · { $topics }。
button-first-digest = 看今天的
button-change-times = 改時間
button-change-topics = 改話題
button-to-zh-Hans = 简体
button-to-zh-Hant = 繁體
button-to-en = English
help =
    <b>閱讀</b>
    /digest · 此刻的新要聞
    /latest · 最新要聞，也可以 <code>/latest 3</code>、<code>/latest 財經</code>
    /since · 上次讀過之後
    /search · 找報導，例如 <code>/search 渡輪 票價</code>
    /saved · 收藏的事
    /why · 一份摘要或一件事是怎麼來的
    /ask · 提問，也可以直接傳問題，或者回覆一件事
    <b>選擇</b>
    /topics · /sources · /subscribe · /unsubscribe · /import · /export
    /schedule · 例如 <code>/schedule 平日 07:30 19:00</code>
    /quiet · /mute · /watch · /timezone · /language · /pictures · /channel · /settings
    <b>停用與離開</b>
    /pause · /resume · /privacy · /forget
    摘要下面的數字可以打開對應的報導。
    • 還沒傳給你 · ↻ 後續 · ≠ 各家說法不一 · ※ 已更正
help-admin =
    <b>管理員</b>
    /broadcast · 預覽後群發一則訊息
    /stats · 訂閱、投遞與來源的數字
    /usage · 語言模型的詞元與花費
    /health · 哪裡有問題，一點即修
    /users、/ban、/unban · 訂閱者，不含姓名與文字
    /addsource、/removesource · 公用來源
