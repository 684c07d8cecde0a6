# 每个来源与图片
each-source-menu = 点一个来源，设它怎么来：只要标题、一有报道就发，或者排在前面。有勾的已经设过。
button-each-source = 逐个设置
source-page =
    <b>{ $title }</b>（{ $kind }）
    只看标题：摘要里只列标题和链接。
    即时：一有报道就发，不等摘要，免打扰时间里除外。
    优先：排在摘要的最前面，最多两条。
    也可以发：<code>/sources { $title } 即时</code>，改回来：<code>/sources { $title } 正常</code>
button-source-read = 读
button-source-brief = 只看标题
button-source-instant = 即时
button-source-preferred = 优先
topic-unknown = 没有“{ $name }”这个话题。现有：{ $names }。点一下增减：
button-pictures = 图片
pictures-on = 好了，摘要上方会放头条的图片，有图才放。撤销：<code>/pictures off</code>
pictures-off = 好了，摘要不带图片。撤销：<code>/pictures on</code>
pictures-not-understood = 没看懂“{ $text }”。要图片发 <code>/pictures on</code>，不要发 <code>/pictures off</code>
