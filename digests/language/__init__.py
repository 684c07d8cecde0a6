"""What a text says, without any model: its language, script, words, sentences and facts.

Pure functions over strings; nothing here reads a file of the user's, the network or the clock.

    script      Simplified and Traditional, and `fold` for comparing
    detect      zh-Hans, zh-Hant or en
    words       words, and the content words that grouping and ranking weigh
    sentences   verbatim sentences
    facts       numbers, dates, names, quotations and attributions, each with its place in the text
"""
