"""Hostile texts, addresses and editions out of chance, for laws that must hold whatever outlets write."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from digests.models import (
    LANGUAGES,
    Disagreement,
    Edition,
    EditionItem,
    Evidence,
    Language,
    OutletLink,
    Position,
    Sentence,
    StoryId,
    stable_id,
)
from tests.factories import make_article, make_edition, make_edition_item

seeds = st.integers(0, 2**32).map(Random)
"""A value made of a seed is not shrunk, but an edition's own repr would be longer than what hypothesis prints."""

texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    st.builds(lambda piece: piece * 2500, st.sampled_from(("<&\"'", "𠮷", "海港 a"))),
)
addresses = st.sampled_from(
    (
        None,
        "",
        "https://",
        "https://a.example/",
        'https://a.example/?q="<x>&amp;y=1',
        "ftp://a.example/",
        "javascript:1",
    )
)
_PIECES = (
    "<b>",
    "</a>",
    "&amp;",
    "&#60;",
    "<a href='x'>",
    '" onclick="',
    "'",
    "𠮷",
    "👩‍🚀",
    "\n",
    "\u200b",
    "]]>",
    "海港",
    " ",
)
_URLS = ("https://a.example/?q=<&>", 'https://b.example/"x"', "javascript:1", "ftp://c.example/", "https://", "")


def text(chance: Random) -> str:
    """Mostly a few pieces, now and then ten thousand characters."""
    piece = "".join(chance.choices(_PIECES, k=chance.randrange(8)))
    return piece * 1500 if chance.random() < 0.15 else piece


def url(chance: Random) -> str | None:
    """An address that can be opened, one that cannot, one that is too long, or none."""
    return chance.choice((*_URLS, None, f"https://d.example/{text(chance)}"))


def sentences(chance: Random) -> tuple[Sentence, ...]:
    """Up to eleven sentences, each with up to three spans of evidence."""
    article_id = make_article().id
    spans = [tuple(Evidence(article_id, text(chance)) for _ in range(chance.randint(1, 3))) for _ in range(11)]
    return tuple(Sentence(text(chance), each) for each in spans[: chance.randrange(12)])


def item(chance: Random, number: int, language: Language) -> EditionItem:
    """An item for a reader of `language`, whose headline begins with a mark of its own."""
    plain = make_edition_item(number)
    summary = replace(
        plain.summary,
        language=language,
        text_language=chance.choice(LANGUAGES),
        headline=f"q{number}q{text(chance)}",
        sentences=sentences(chance),
    )
    outlets = tuple(OutletLink(chance.choice((None, text(chance))), url(chance)) for _ in range(chance.randrange(6)))
    story = replace(plain.story, id=StoryId(stable_id(str(number))))
    return replace(
        plain,
        story=story,
        summary=summary,
        outlets=outlets,
        developing=chance.random() < 0.3,
        disagreements=disagreements(chance),
    )


def disagreements(chance: Random) -> tuple[Disagreement, ...]:
    """None most often, else up to five of up to six outlets."""
    count = chance.choice((0, 0, 0, 1, 5))
    return tuple(
        Disagreement(
            tuple(
                Position(make_article(n).id, text(chance), url(chance), text(chance), text(chance)) for n in range(1, 7)
            )
        )
        for _ in range(count)
    )


def edition(chance: Random, *sizes: int) -> Edition:
    """An edition of hostile items, as many as one of `sizes`."""
    language = chance.choice(LANGUAGES)
    return make_edition(
        language=language,
        items=tuple(item(chance, number, language) for number in range(1, chance.choice(sizes) + 1)),
        more=chance.choice((0, 1, 140)),
        kind=chance.choice(("digest", "latest")),
    )


def brief_edition(chance: Random, size: int) -> Edition:
    """An edition of many items of a few characters each: little text, much formatting."""
    language = chance.choice(LANGUAGES)
    whole = [item(chance, number, language) for number in range(1, size + 1)]
    short = tuple(
        replace(
            each,
            outlets=tuple(OutletLink(name, f"https://{name}.example/") for name in "abcd"),
            summary=replace(each.summary, headline=f"q{number}q", sentences=each.summary.sentences[:0]),
        )
        for number, each in enumerate(whole, start=1)
    )
    return make_edition(language=language, items=short)
