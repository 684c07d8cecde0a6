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
button-grouping = 归错了？
grouping-articles = 这些报道归在了一起。哪一篇说的不是这件事，点它的号码：
grouping-near = 这些相近的事分开了。哪一件其实就是这件事，点它的字母：
grouping-nothing = 只有一篇报道，也没有相近的事。
grouping-alone = 这篇报道已经单独成一件，或不再保存。
grouping-together = 这两件已经是一件，或不再保存。
grouping-done = 好了，马上按你说的归。
grouping-noted = 记下了。三位读者或一位管理员这样说，就会照改。
grouping-new = 订阅满三天的读者说了才算数。欢迎到时再来指正。
grouping-enough = 一天最多可以指正 { $count } 次，明天再来。
