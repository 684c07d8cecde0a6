"""What an administrator sees of the service's health, and of the sources that everybody reads. Pure."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.markup import cut, escape
from bot.texts import Texts
from digests.models import Button, Candidate, Part, Source, SourceState, Stats

SHOWN = 8
_TITLE_UNITS = 40
_ERROR_UNITS = 120

Known = tuple[Source, SourceState]


def health(figures: Stats, sick: Sequence[Known], beat_at: datetime | None, texts: Texts, zone: tzinfo) -> Part:
    """Whether the service lives, what waits, and the sources that do not answer, each with what can be done."""
    tally = figures.deliveries_24h
    lines = [
        texts(
            "health",
            beat=texts.moment(beat_at, zone) if beat_at else "–",
            waiting=texts.number(figures.waiting),
            failed=texts.number(tally.failed),
            unknown=texts.number(tally.unknown),
            sources=texts.number(figures.sources),
            sick=texts.number(len(sick)),
        )
    ]
    for number, known in enumerate(sick[:SHOWN], start=1):
        lines += ["", _sick_line(number, known, texts, zone)]
    buttons = [_fixes(number, source, texts) for number, (source, _) in enumerate(sick[:SHOWN], start=1)]
    all_of_them = (Button(texts.plain("button-check-all"), "sick:all"),) if sick else ()
    return Part("\n".join(lines), (*buttons, *([all_of_them] if all_of_them else [])))


def _sick_line(number: int, known: Known, texts: Texts, zone: tzinfo) -> str:
    source, state = known
    last = texts.moment(state.last_success_at, zone) if state.last_success_at else texts.plain("never")
    error = escape(cut(" ".join((state.error or "").split()), _ERROR_UNITS))
    details = texts("sick-source", failures=texts.number(state.failures), last=last)
    return f"{number}. <b>{escape(title_of(source))}</b>\n{error}\n<i>{details}</i>"


def _fixes(number: int, source: Source, texts: Texts) -> tuple[Button, ...]:
    return (
        Button(f"{number}. {texts.plain('button-check')}", f"sick:check:{source.id}"),
        Button(f"{number}. {texts.plain('button-remove')}", f"sick:remove:{source.id}"),
    )


def share_offers(found: Sequence[Candidate], texts: Texts) -> Part:
    """The feeds that were found at an address, to be shared with everybody by a tap."""
    buttons = tuple((Button(title_of(each.source), f"share:{each.source.id}"),) for each in found)
    return Part(texts("share-offers", count=len(found)), buttons)


def removable(sources: Sequence[Source], texts: Texts) -> Part:
    """Sources that a word may mean, to be taken out by a tap."""
    buttons = tuple((Button(title_of(each), f"unshare:{each.id}"),) for each in sources)
    return Part(texts("removesource-which"), buttons)


def title_of(source: Source) -> str:
    """On one line and short: titles come from feeds."""
    return cut(" ".join(source.title.split()), _TITLE_UNITS)
