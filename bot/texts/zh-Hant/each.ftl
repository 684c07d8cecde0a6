# 每個來源與圖片
each-source-menu = 點一個來源，設定它怎麼來：只要標題、一有報導就傳，或者排在前面。有勾的已經設過。
button-each-source = 逐個設定
source-page =
    <b>{ $title }</b>（{ $kind }）
    只看標題：摘要裡只列標題和連結。
    即時：一有報導就傳，不等摘要，免打擾時間除外。
    優先：排在摘要的最前面，最多兩則。
    也可以傳：<code>/sources { $title } 即時</code>，改回來：<code>/sources { $title } 正常</code>
button-source-read = 讀
button-source-brief = 只看標題
button-source-instant = 即時
button-source-preferred = 優先
topic-unknown = 沒有「{ $name }」這個話題。現有：{ $names }。點一下增減：
button-pictures = 圖片
pictures-on = 好了，摘要上方會放頭條的圖片，有圖才放。復原：<code>/pictures off</code>
pictures-off = 好了，摘要不帶圖片。復原：<code>/pictures on</code>
pictures-not-understood = 沒看懂「{ $text }」。要圖片傳 <code>/pictures on</code>，不要傳 <code>/pictures off</code>
