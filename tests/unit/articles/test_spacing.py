"""Laws of spaces and invisible characters."""

import sys
import unicodedata

from digests.articles.spacing import fold_spaces, split_lines, strip_invisible


def test_every_character_that_unicode_calls_unseen_is_removed_and_no_other() -> None:
    blanks = "\u115f\u1160\u2800\u3164\uffa0\ufffc"
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        is_unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} or character in blanks
        if character.isspace():
            assert strip_invisible(character).isspace()
        elif is_unseen:
            assert strip_invisible(character) == "", hex(code)
        elif unicodedata.category(character) != "Cn":
            assert strip_invisible(character) == character, hex(code)


def test_spaces_of_every_width_fold_into_one() -> None:
    assert fold_spaces("\u3000\u3000渡轮 \u00a0\n\t 恢复\u2003") == "渡轮 恢复"


def test_every_line_end_ends_a_line() -> None:
    assert split_lines("a\r\nb\rc\nd\u2028e\x0bf\x85g") == list("abcdefg")
