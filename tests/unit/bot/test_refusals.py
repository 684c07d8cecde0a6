"""Whatever is wrong with an address has a text in every language that says what is wrong and what to do."""

import re

import pytest

from bot.refusals import refusal_words
from bot.texts import texts_for
from digests.errors import TROUBLES, NotAFeed, SourceError, SourceForbidden, SourceUnreachable, Trouble
from digests.models import LANGUAGES, Language, Problem
from digests.subscriptions.choices import refusal

ADDRESS = "https://haigang.example/feed"
SENTENCE = re.compile(r"[^。.!！]+(?:[。!！]|\.(?=\s|$))")
INVITATIONS = ("请", "請", "可以", "如果")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_trouble_is_told_with_what_to_do(trouble: Trouble, language: Language) -> None:
    """The first sentence says what is wrong, the second what to do; a trouble without a text fails here."""
    told = refusal(SourceError(ADDRESS, "x.", trouble), "https://haigang/feed")
    text = texts_for(language).plain(told.key, **told.values)
    said = SENTENCE.findall(text)
    assert len(said) == 2, text
    assert "".join(said) == text
    if language != "en":
        assert said[1].startswith(INVITATIONS), text
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_troubles_are_told_alike(language: Language) -> None:
    texts = {texts_for(language).plain(f"refused-{each}", host="h", status="1") for each in TROUBLES}
    assert len(texts) == len(TROUBLES)


@pytest.mark.parametrize(("status", "trouble"), [
    (401, "login"), (402, "login"), (403, "forbidden"), (404, "missing"), (407, "login"), (410, "gone"),
    (429, "too-many"), (451, "forbidden"), (500, "server"), (503, "server"), (304, "status"), (418, "status"),
])  # fmt: skip
def test_a_status_tells_the_trouble(status: int, trouble: str) -> None:
    assert SourceUnreachable("a", "x.", status=status).trouble == trouble


@pytest.mark.parametrize(("failure", "words"), [
    (SourceUnreachable(ADDRESS, "x.", "no-host"), "There is no site called haigang.example. Check the spelling"),
    (Problem(ADDRESS, "x.", "server", 503), "has a problem of its own (status 503). Try again later."),
    (SourceForbidden("ftp://a.example", "x."), "ftp://a.example: This is no address of the web. Send one"),
    (NotAFeed("feeds.txt", "The file is no OPML."), "feeds.txt: The file is no OPML."),
    (Problem("posts/a.md", "The file is empty."), "posts/a.md: The file is empty."),
])  # fmt: skip
def test_a_terminal_is_told_on_one_line(failure: SourceError | Problem, words: str) -> None:
    assert words in refusal_words(failure)
    assert "\n" not in refusal_words(failure)
