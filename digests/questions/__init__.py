"""Questions: what a person asks -> passages of stored articles -> an answer whose every sentence is checked. Pure.

    asked       what a question is about, by all its names, and whether it is on the news at large
    passages    which articles and which of their sentences bear on a question, and whether any does
    prompts     what the model is shown: the question and the articles, both as marked data
    drafts      the sentences of an answer that is still being written
    answer      what of it stays: sentences held against the articles as those of a summary are
    limits      how many questions one person may ask in an hour, and what the next one is about

It stands above `summaries`, by whose check it answers.
"""
