"""From what a feed or a saved post said to an article: `Entry` -> `Article`.

address      one address for one page, however it was linked
elements     which elements of a page are not its text
blocks       HTML to blocks of text
plain        plain text and Markdown to blocks of text
lines        which lines are not the article's: datelines, bylines, footers
clean        blocks to the article's paragraphs
page         the text of a whole web page
teaser       whether only the beginning is known, and what the page makes of it
repeats      lines that are the source's and not the article's, as counting shows
titles       titles without decoration, and a title where none was given
fingerprint  how near two texts are
build        the article
identity     new, the same, or a revision of one that is known
"""
