"""Search: what a person types -> a query -> articles that were found -> stories, best first. Pure.

query       words, "phrases", -word and OR, read without ever being refused
rank        articles found -> stories, by how well and how lately they tell it
snippets    the sentence that shows why an article was found, and the places of the words in it
"""
