"""Who says it: what somebody said may not become a fact, and nobody is credited who did not say it."""

import re
from collections.abc import Iterator, Sequence

from digests.language.facts import find_attributions, outlet_name
from digests.language.script import aligned, fold
from digests.summaries.claims.cited import Cited, in_chinese, nearest
from digests.summaries.claims.speech import Told, told_clauses

_SAME_CLAUSE = 0.5
_OUTLETS_END = re.compile("[报社台网刊]$|(?:Times|Post|News|Daily|Journal|Agency|Press|Herald)$")


def lost_attributions(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The words (说, 据, said, according to) by which somebody says what is cited, where `text` tells it as its own.

    In one language clause by clause, each against the cited clause most like it; across languages as a whole. And
    the outlets that `text` credits and that neither are cited nor stand in what is.
    """
    same = [each for each in evidence if in_chinese(each.quote) == in_chinese(text)]
    told = told_clauses(text)
    lost = [*_lost_clauses(told, same), *(cue for each in evidence if each not in same for cue in _lost(told, each))]
    yield from lost[:1]
    yield from _wrongly_credited(text, evidence)


def _lost_clauses(told: Sequence[Told], evidence: Sequence[Cited]) -> Iterator[str]:
    """Clause by clause; where none is like what is cited, one word of saying will do for the whole."""
    cited = [each for one in evidence for each in _cited_clauses(one)]
    said = [each for each in told if not each.is_speaker]
    found = [nearest(each.text, [other.text for other in cited], at_least=_SAME_CLAUSE) for each in said]
    pairs = [(one, [cited[place] for place in places]) for one, places in zip(said, found, strict=True)]
    if not any(found):
        if cited and all(each.said_by for each in cited) and not _says_anything(told):
            yield cited[0].said_by
    elif not any(_says_more(one, held or cited) for one, held in pairs):
        for one, held in pairs:
            if held and all(each.said_by for each in held) and not _is_said(one, cited):
                yield held[0].said_by


def _says_more(one: Told, cited: Sequence[Told]) -> bool:
    """Whether a clause of the text has a word of saying that is not in what is cited for it: 港务局宣布……."""
    return bool(set(one.cues) - {cue for each in cited for cue in each.cues})


def _is_said(one: Told, cited: Sequence[Told]) -> bool:
    """Whether somebody says it in the text, and that is not itself what somebody else says: 林一说，他认为……."""
    who = one.speaker.strip(" ,，:：")
    return bool(one.said_by) and not (one.has_open_speaker and any(who in each.text for each in cited))


def _says_anything(told: Sequence[Told]) -> bool:
    return any(each.said_by or each.cues for each in told)


def _lost(told: Sequence[Told], cited: Cited) -> Iterator[str]:
    """In another language: more words of saying than there are in what is said, or one that always tells who."""
    said = [each for each in _cited_clauses(cited) if each.said_by]
    within = sum(len(each.cues) for each in said)
    if said and not any(each.said_by for each in told) and sum(len(each.cues) for each in told) <= within:
        yield said[0].said_by


def _cited_clauses(cited: Cited) -> list[Told]:
    """What the quotation says, with who says it in its sentence. An outlet does not credit itself."""
    sentences = cited.sentences
    start = max(0, sentences.find(cited.quote))
    end = start + len(cited.quote)
    outlet = fold(cited.outlet)
    return [
        each
        if not outlet or outlet not in fold(each.speaker)
        else Told(each.text, each.start, each.end, cues=each.cues)
        for each in told_clauses(sentences)
        if not each.is_speaker and each.start < end and start < each.end
    ]


def _wrongly_credited(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    credited = find_attributions(text)
    known = {outlet for each in evidence for outlet in _outlets(each)} if credited else set()
    for credit in credited:
        if credit.outlet in known or not _is_outlet(credit.name, credit.outlet):
            continue
        if not any(aligned(credit.name).casefold() in aligned(each.sentences).casefold() for each in evidence):
            yield credit.name


def _outlets(cited: Cited) -> set[str]:
    credited = {credit.outlet for credit in find_attributions(cited.sentences)}
    return credited | ({outlet_name(cited.outlet)} if cited.outlet else set())


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether a credited name is one of an outlet: persons and offices are names, which have a rule of their own."""
    return outlet != name or _OUTLETS_END.search(name) is not None
