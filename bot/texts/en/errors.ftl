# Errors and edges
unknown-command = I do not know that command. /help shows what I can do.
unknown-text = Send /digest for your news, or /help for what else I can do.
unknown-button = This button is out of date. /settings and /latest show the present state.
admins-only = Only administrators of this group can change its settings.
topic-gone = To the administrators of this group: the topic that got the digests is closed or deleted, so they come here from now on. /schedule off stops them; /start in another topic moves them there.
something-broke = That did not work, and I have noted it. Try again, or send /help.
unknown-command-nearest = There is no /{ $name }. Did you mean { $names }? /help shows them all.
