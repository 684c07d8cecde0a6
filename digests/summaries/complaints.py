"""What is told to a model about its faults, so that it can mend them. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from digests.models import Language
from digests.summaries.check import Checked, Fault, FaultKind

_LONGEST_DETAIL = 80

_WORDS: Mapping[FaultKind, str] = {
    FaultKind.SCHEMA: "the answer is no JSON object of the schema with a summary in this language",
    FaultKind.EMPTY: "there is no text",
    FaultKind.TOO_LONG: "it is too long",
    FaultKind.MARKUP: "it holds markup, an address or characters that cannot be shown",
    FaultKind.LANGUAGE: "it is in the wrong language or script",
    FaultKind.NO_EVIDENCE: "it has no evidence",
    FaultKind.UNKNOWN_ARTICLE: "its evidence names an article that was not given",
    FaultKind.NOT_VERBATIM: "a quote is not copied character by character from one paragraph of the article it names",
    FaultKind.EVIDENCE: "its quotes speak of something else",
    FaultKind.NUMBER: "its quotes do not hold this number",
    FaultKind.DATE: "its quotes do not hold this date",
    FaultKind.MONEY: "its quotes do not hold this amount in this currency",
    FaultKind.PERCENTAGE: "its quotes do not hold this percentage",
    FaultKind.PLACE: "its quotes hold this number or date for something else",
    FaultKind.NAME: "its quotes do not hold this name or title",
    FaultKind.QUOTATION: "nobody said exactly these words in quotation marks",
    FaultKind.HEDGE: "its quotes say that this is not certain or not done yet, and it does not",
    FaultKind.ATTRIBUTION: "its quotes are what somebody says, and it does not say who; or it credits the wrong outlet",
    FaultKind.NEGATION: "it denies what its quotes do not deny, or the other way round",
    FaultKind.PARITY: "the languages tell different facts here",
}


def complaints(checked: Mapping[Language, Checked]) -> list[str]:
    """One line a fault: the language, the place, the words, and what is wrong with them."""
    return list(dict.fromkeys(_lines(checked)))


def _lines(checked: Mapping[Language, Checked]) -> Iterator[str]:
    for language, each in checked.items():
        yield from (f"{language}, {_place(fault)}: {_WORDS[fault.kind]}{_detail(fault)}" for fault in each.faults)


def _place(fault: Fault) -> str:
    if fault.place is not None:
        return f"sentence {fault.place + 1}"
    return "the answer" if fault.kind is FaultKind.SCHEMA else "headline"


def _detail(fault: Fault) -> str:
    return f" ({' '.join(fault.detail.split())[:_LONGEST_DETAIL]})" if fault.detail else ""


def faults_left(checked: Mapping[Language, Checked]) -> int:
    """How many texts of a draft failed, all languages together."""
    return sum(each.sentences.count(None) + (each.headline is None) for each in checked.values())


def passed(checked: Sequence[Checked]) -> int:
    """How many sentences passed, all languages together."""
    return sum(sentence is not None for each in checked for sentence in each.sentences)
