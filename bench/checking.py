"""What the check lets through and what it turns away: false sentences that pass, true ones that do not.

    python -m bench.checking ../shared/data/leads/rfi.jsonl                  # the reporting half
    python -m bench.checking ../shared/data/leads/rfi.jsonl --half tuning    # the half that rules were made with
    python -m bench.checking ../shared/data/leads/rfi.jsonl --half tuning --show attribution

The first sentences of each article are its true ones. Each is made false in every way that fits it (`bench.slips`),
or told with another sentence's quotation, and is told otherwise in every way that keeps it true
(`bench.rewordings`). An editor's lead, too, is held against the sentences of the body that say most of it: no rule but
those of doubt, speaker and denial is asked there, since a lead may hold figures and names that the body lacks.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.extracts import Sample, read_samples
from bench.rewordings import REWORDINGS, sentences_to_tell
from bench.slips import SLIPS
from digests.language.sentences import split_sentences
from digests.models import Article
from digests.summaries.check import Fault, FaultKind, check_sentence
from digests.summaries.claims.cited import likeness
from digests.summaries.drafts import DraftEvidence, DraftSentence

_SENTENCES = 5
_FORMS = frozenset(("markup", "length", "language"))
_OF_LEADS = frozenset((FaultKind.HEDGE, FaultKind.ATTRIBUTION, FaultKind.NEGATION))
_LEAST_ALIKE = 0.6
_MOST_QUOTED = 2
_FARTHEST = 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence as a model might write it, the quotations under it, and how it was made."""

    article: Article
    text: str
    quotes: tuple[str, ...]
    way: str

    def faults(self) -> tuple[Fault, ...]:
        """What the check finds."""
        evidence = tuple(DraftEvidence(self.article.id, quote) for quote in self.quotes)
        _, faults = check_sentence(DraftSentence(self.text, evidence), "zh-Hans", {self.article.id: self.article})
        return faults


def false_cases(samples: Sequence[Sample]) -> Iterator[Case]:
    """Each sentence in every false form that fits it."""
    for sample in samples:
        article = sample.article
        told = sentences_to_tell(article.paragraphs, _SENTENCES)
        for text in told:
            for kind, change in SLIPS.items():
                changed = change(text)
                if kind not in _FORMS and changed != text and len(changed) >= 8:
                    yield Case(article, changed, (text,), kind)
            foreign = next((other for other in told if likeness(text, other) < _FARTHEST), None)
            if foreign:
                yield Case(article, text, (foreign,), "another sentence's quotation")


def true_cases(samples: Sequence[Sample]) -> Iterator[Case]:
    """Each sentence in every true form that fits it, and with its whole paragraph as the quotation."""
    for sample in samples:
        article = sample.article
        for text in sentences_to_tell(article.paragraphs, _SENTENCES):
            for kind, change in REWORDINGS.items():
                changed = change(text)
                if changed != text or kind == "as it stands":
                    yield Case(article, changed, (text,), kind)
            paragraph = next(each for each in article.paragraphs if text in each)
            if paragraph != text:
                yield Case(article, text, (paragraph,), "with its whole paragraph quoted")


def lead_cases(samples: Sequence[Sample]) -> Iterator[Case]:
    """The sentences of editors' leads with the sentences of the body that say most of them."""
    for sample in samples:
        body = [each for paragraph in sample.article.paragraphs for each in split_sentences(paragraph)]
        for text in sentences_to_tell((sample.lead,), _SENTENCES):
            quotes = sorted(body, key=lambda each: -likeness(text, each))[:_MOST_QUOTED]
            if quotes and likeness(text, quotes[0]) >= _LEAST_ALIKE:
                yield Case(sample.article, text, tuple(quotes), "an editor's lead")


def report_leaks(samples: Sequence[Sample], shown: str) -> None:
    """Of the false sentences of each kind, those that pass."""
    made, passed = Counter[str](), Counter[str]()
    for case in false_cases(samples):
        made[case.way] += 1
        if not case.faults():
            passed[case.way] += 1
            _show(case, (), shown)
    _table("false sentences that pass", made, passed)


def report_rejections(samples: Sequence[Sample], shown: str) -> None:
    """Of the true sentences of each kind, those turned away, and by which rules."""
    made, turned, rules = Counter[str](), Counter[str](), Counter[str]()
    for case in [*true_cases(samples), *lead_cases(samples)]:
        made[case.way] += 1
        faults = case.faults()
        if case.way == "an editor's lead":
            faults = tuple(fault for fault in faults if fault.kind in _OF_LEADS)
        if faults:
            turned[case.way] += 1
            rules.update({f"  {case.way}: {fault.kind}" for fault in faults})
            _show(case, faults, shown)
    _table("true sentences turned away", made, turned)
    for rule, count in sorted(rules.items()):
        sys.stdout.write(f"{rule:60} {count}\n")


def _table(title: str, made: Counter[str], counted: Counter[str]) -> None:
    sys.stdout.write(f"{title:40} {counted.total()} of {made.total()}, {counted.total() / made.total():.2%}\n")
    for way in made:
        sys.stdout.write(f"  {way:38} {counted[way]} of {made[way]}\n")


def _show(case: Case, faults: Sequence[Fault], shown: str) -> None:
    if shown and (shown in ("all", case.way) or any(fault.kind == shown for fault in faults)):
        named = [f"{fault.kind}: {fault.detail}" for fault in faults]
        sys.stdout.write(f"[{case.way}] {named}\n  told   {case.text}\n  quoted {' / '.join(case.quotes)}\n")


def main() -> None:
    """Report on one half of a file."""
    parser = argparse.ArgumentParser(description="false sentences that pass, true ones turned away")
    parser.add_argument("leads", type=Path)
    parser.add_argument("--half", choices=("tuning", "reporting"), default="reporting")
    parser.add_argument("--articles", type=int, default=400, help="of that half")
    parser.add_argument("--show", default="", help="print the cases of one kind or rule; for the tuning half")
    arguments = parser.parse_args()
    if not arguments.leads.is_file():
        sys.stdout.write(f"{arguments.leads} is not there: the check is not measured\n")
        return
    samples = read_samples(arguments.leads)
    middle = len(samples) // 2
    half = samples[:middle] if arguments.half == "tuning" else samples[middle:]
    chosen = half[: arguments.articles]
    sys.stdout.write(f"{len(chosen)} articles of {arguments.leads.name}, the {arguments.half} half\n")
    report_leaks(chosen, arguments.show)
    report_rejections(chosen, arguments.show)


if __name__ == "__main__":
    main()
