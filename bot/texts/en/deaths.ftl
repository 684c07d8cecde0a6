# Sources that died
death = “{ $title }” has given nothing since { $day }: { $cause }.
death-gone = it says itself that it is gone for good
death-refused = its server answers with status { $status }
death-no-feed = there is no feed at its address any more
death-no-host = its host name is not known any more
death-silent = its server does not answer
death-instead = Its site offers this one now:
death-wait = I go on looking once a day, unless it is gone for good, and take it up again when it answers.
death-operator = Everybody gets it from your list of sources. <code>yaowen sources check</code> shows its state, <code>yaowen sources remove</code> takes it out.
button-instead = Read that one
button-leave-out = Leave it out
