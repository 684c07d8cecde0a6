# 一件事
story-outlets = { $outlets } 家媒体{ $origins ->
    [0] {""}
   *[other] ，{ $origins } 个消息源（{ $names }）
 }
story-evidence = 依据
story-quote = “{ $quote }”
story-timeline = 经过
story-earlier = 相似旧闻
story-here = { $headline }（本条）
story-sources = 原文
story-extract = 以上为报道原句。
story-llm = 由语言模型撰写，每句话都与下列原文核对过。
story-gone = 这件事的报道已不再保存。/latest 可以看最新的。
button-back = ‹ 返回
button-settings = 设置
story-because = 排得靠前，因为你{ $act ->
    [saved] 收藏
    [liked] 赞
    [followed] 关注
   *[opened] 看
 }过 { $count } 件与“{ $on }”有关的。
