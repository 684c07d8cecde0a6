# 出錯與邊界
unknown-command = 沒有這個指令。/help 可以看我會做什麼。
unknown-text = 傳 /digest 看你的要聞，傳 /help 看我還會做什麼。
unknown-button = 這個按鈕已經過時。/settings 和 /latest 是現在的狀態。
admins-only = 只有本群的管理員可以改設定。
topic-gone = 致本群管理員：接收摘要的話題已關閉或刪除，摘要今後發到這裡。/schedule off 停止；在別的話題裡發 /start 則改發到那裡。
something-broke = 剛才沒辦成，我已記下。再試一次，或傳 /help。
unknown-command-nearest = 沒有 /{ $name } 這個指令。你是不是要發 { $names }？/help 可以看全部。
