"""story -> summary: checked sentences, each with its evidence, in the reader's language.

selection   which articles of a story to read, and how long a text is
passages    the sentences of an article that may stand alone
weights     how much each passage is worth, and the best few of them
extract     the summary made without a model: verbatim sentences
prompts     what a model is asked
check       what a model wrote against what the articles say
write       the summary made with a model, or the extract
"""
