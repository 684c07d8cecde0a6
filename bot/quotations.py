"""Quotations within quotations: “…‘…’…” in Simplified Chinese and English, 「…『…』…」 in Traditional. Pure.

GB/T 15834-2011, 4.8.3.2 and the Ministry of Education's handbook of punctuation (重訂標點符號手冊): the inner marks are
those of the second rank, and further in they take turns.
"""

_FAMILIES = ("“”‘’", "「」『』")
"""First rank, opening and closing, then second."""


def holds_quotation(text: str) -> bool:
    return any(family[0] in text for family in _FAMILIES)


def within(before: str, text: str) -> str:
    """`text` as it stands behind `before`: where that has left a quotation open, its quotation marks change ranks.

    Marks that are not closed as they were opened, because the text was cut or they are something else, stay as they
    are.
    """
    for family in _FAMILIES:
        if before.count(family[0]) > before.count(family[1]):
            return _with_ranks_changed(text, family)
    return text


def _with_ranks_changed(text: str, family: str) -> str:
    closing = {family[0]: family[1], family[2]: family[3]}
    other = dict(zip(family, family[2:] + family[:2], strict=True))
    left_open: list[str] = []
    changed = []
    for mark in text:
        if mark == "’" and left_open[-1:] != ["‘"]:  # an apostrophe
            changed.append(mark)
            continue
        if mark in closing:
            left_open.append(mark)
        elif mark in other and (not left_open or closing[left_open.pop()] != mark):
            return text
        changed.append(other.get(mark, mark))
    return text if left_open else "".join(changed)
