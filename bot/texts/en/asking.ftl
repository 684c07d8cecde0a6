# Questions
button-ask = Ask
ask-usage = Send /ask and your question, for example <code>/ask When do the night ferries return?</code> I answer from stored articles alone, every sentence with its evidence. A reply to a digest or a story is a question on it.
ask-looking = Looking through the stored articles…
ask-writing = …
ask-written = Written by a language model from the articles, every sentence checked against the quotations below.
ask-cut-short = Written by a language model, every sentence checked against the quotations below. The answer broke off and may be incomplete.
ask-passages = What the articles say on it, word for word:
ask-passages-unpaid = Today's budget for the language model is spent. What the articles say on it, word for word:
ask-nothing = The stored articles do not mention this. Sources are read every few minutes: ask again later, or add a source with /subscribe.
ask-nothing-but = The stored articles do not mention this. The closest are:
ask-about-story = Send your question on “{ $headline }”.
ask-about-digest = Send your question on this digest.
ask-limit = { $count ->
    [one] You may ask 1 question an hour.
   *[other] You may ask { $count } questions an hour.
 } { $minutes ->
    [one] The next is possible in 1 minute.
   *[other] The next is possible in { $minutes } minutes.
 } /search has no limit.
