# 更正
correction-changed = 更正：{ $time } 摘要第 { $number } 条写的“{ $old }”，来源《{ $outlet }》已改为“{ $new }”。
correction-dropped = 更正：{ $time } 摘要第 { $number } 条写的“{ $old }”，来源《{ $outlet }》已不再这样报道。
correction-withdrawn = 更正：{ $time } 摘要第 { $number } 条所依据的报道，《{ $outlet }》已经撤回。
