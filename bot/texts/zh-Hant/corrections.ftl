# 更正
correction-changed = 更正：{ $time } 摘要第 { $number } 則寫的「{ $old }」，來源《{ $outlet }》已改為「{ $new }」。
correction-dropped = 更正：{ $time } 摘要第 { $number } 則寫的「{ $old }」，來源《{ $outlet }》已不再這樣報導。
correction-withdrawn = 更正：{ $time } 摘要第 { $number } 則所依據的報導，《{ $outlet }》已經撤回。
