"""How summaries stand their check: sentences replaced, calls, tokens, cost, and the time that a check takes.

    python -m bench.summaries ../shared/data/leads/rfi.jsonl           # a scripted model on loopback
    python -m bench.summaries ../shared/data/leads/rfi.jsonl --live    # the one that OPENAI_* name

The scripted model repeats sentences of each article, and makes a known share of them false in known ways: it shows
what the check lets through and what the machinery costs, and says nothing of how well a real model writes. The live
model is asked for what the service asks it for; `LLM_PRICE_INPUT` and `LLM_PRICE_OUTPUT` give the cost.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from pathlib import Path

from bench.extracts import Sample, read_samples
from bench.slips import slip
from digests.clock import SystemClock
from digests.language.sentences import split_sentences
from digests.llm.openai_model import OpenAIModel
from digests.models import NANO, Article, Language, Spent, Story, StoryId, Subject
from digests.pipeline.metering import MeteredModel, Purse
from digests.storage import open_storage
from digests.summaries.budget import Prices
from digests.summaries.check import check_sentence
from digests.summaries.drafts import DraftEvidence, DraftSentence
from digests.summaries.write import Written, write_summaries
from tests.fakes.llm_server import LlmServer

_FALSE_SHARE = 0.25
_MENDED_SHARE = 0.6
_SENTENCES = 3


@dataclass
class Liar:
    """Answers with sentences of the articles it knows, a share of them false; a repair mends most."""

    articles: dict[str, Article]
    rng: random.Random = field(default_factory=lambda: random.Random(7))
    slips: dict[str, str] = field(default_factory=dict)

    def __call__(self, body: dict[str, object]) -> object:
        asked = json.dumps(body, ensure_ascii=False)
        article = next(article for id_, article in self.articles.items() if f" id={id_} " in asked)
        is_repair = "did not pass the check" in asked
        share = _FALSE_SHARE * (1 - _MENDED_SHARE) if is_repair else _FALSE_SHARE
        sentences = [self._sentence(text, article, share) for text in _told(article)]
        return {"topic": "world", "headline": {"zh-Hans": article.title[:50]}, "sentences": sentences}

    def _sentence(self, text: str, article: Article, share: float) -> dict[str, object]:
        slipped = slip(text, self.rng) if self.rng.random() < share else None
        if slipped:
            self.slips[slipped[0]] = slipped[1]
        told = slipped[0] if slipped else text
        return {"text": {"zh-Hans": told}, "evidence": [{"article": article.id, "quote": text}], "new": True}


def _told(article: Article) -> list[str]:
    sentences = [each for paragraph in article.paragraphs for each in split_sentences(paragraph)]
    return [each for each in sentences if 12 <= len(each) <= 150][:_SENTENCES]


def _story(article: Article) -> Story:
    own_id = StoryId(article.id)
    at = article.at
    return Story(own_id, own_id, article.title, (article.id,), (article.source_id,), (), (), at, at, at, "zh-Hans")


async def write_all(
    samples: Sequence[Sample], model: OpenAIModel, name: str, languages: Sequence[Language]
) -> Counter[str]:
    """Write a summary of each; prints the figures and returns every sentence that went out."""
    prices = Prices(*(Decimal(os.environ.get(name, "0") or "0") for name in ("LLM_PRICE_INPUT", "LLM_PRICE_OUTPUT")))
    spent, sentences, replaced, kinds = Spent(), 0, 0, Counter[str]()
    outcomes, out = Counter[str](), Counter[str]()
    async with open_storage("sqlite://") as storage:
        metered = MeteredModel(model, name, storage.usage, SystemClock(), random.Random(1), Purse(UTC, prices))
        for sample in samples:
            errand = metered.errand(Subject("summary", StoryId(sample.article.id)))
            written: Written = await write_summaries(_story(sample.article), [sample.article], languages, errand)
            spent += errand.spent
            sentences, replaced = sentences + written.sentences, replaced + written.replaced
            kinds.update(each.kind for each in written.rejections)
            outcomes[written.outcome or "none"] += 1
            out.update(each.text for summary in written.summaries.values() for each in summary.sentences)
    _print("stories", f"{len(samples)}: {dict(outcomes)}")
    _print("sentences replaced after one repair", f"{replaced} of {sentences}, {replaced / max(1, sentences):.1%}")
    _print("why", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    _print("calls a story", f"{spent.calls / len(samples):.2f}")
    tokens = f"{spent.input_tokens / len(samples):.0f} in, {spent.output_tokens / len(samples):.0f} out"
    _print("tokens a story", tokens)
    _print("cost of 1,000 articles, one a story", f"${spent.cost_nusd / NANO / len(samples) * 1000:.2f}")
    return out


def check_times(samples: Sequence[Sample]) -> None:
    """The computing time of one sentence's check, in milliseconds: each sentence and article seen for the first time.

    What the machine did for others meanwhile does not count.
    """
    took = []
    for sample in samples:
        article = sample.article
        for text in _told(article):
            draft = DraftSentence(text, (DraftEvidence(article.id, text),))
            begun = time.thread_time()
            check_sentence(draft, "zh-Hans", {article.id: article})
            took.append((time.thread_time() - begun) * 1000)
    took = sorted(took[10:])  # the first load the dictionaries
    _print("check of a sentence", f"median {statistics.median(took):.2f} ms, p95 {took[int(len(took) * 0.95)]:.2f} ms")


def _print(name: str, figure: str) -> None:
    sys.stdout.write(f"{name:38} {figure}\n")


async def scripted(samples: Sequence[Sample]) -> None:
    """Over loopback, with known slips."""
    liar = Liar({sample.article.id: sample.article for sample in samples})
    async with LlmServer(liar) as server:
        model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model)
        out = await write_all(samples, model, server.model, ["zh-Hans"])
        await model.aclose()
    told = Counter(liar.slips.values())
    gone = Counter(kind for text, kind in liar.slips.items() if text in out)
    _print(
        "false sentences that went out", ", ".join(f"{kind} {gone[kind]} of {n}" for kind, n in sorted(told.items()))
    )


async def live(samples: Sequence[Sample]) -> None:
    """The model of the environment, in both languages."""
    name = os.environ["OPENAI_MODEL"]
    model = OpenAIModel(
        api_key=os.environ.get("OPENAI_API_KEY", ""), base_url=os.environ.get("OPENAI_BASE_URL") or None, model=name
    )
    await write_all(samples, model, name, ["zh-Hans", "en"])
    await model.aclose()


def main() -> None:
    """Report on articles of the reporting half."""
    parser = argparse.ArgumentParser(description="how summaries stand their check")
    parser.add_argument("leads", type=Path)
    parser.add_argument("--live", action="store_true", help="ask the model that OPENAI_* name")
    parser.add_argument("--articles", type=int, default=60)
    arguments = parser.parse_args()
    if not arguments.leads.is_file():
        sys.stdout.write(f"{arguments.leads} is not there: summaries are not measured\n")
        return
    if arguments.live and not os.environ.get("OPENAI_MODEL"):
        parser.error("--live needs OPENAI_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL")
    samples = read_samples(arguments.leads)
    chosen = samples[len(samples) // 2 :][: arguments.articles]
    _print("model", "live" if arguments.live else "scripted, on loopback: a quarter of its sentences are false")
    asyncio.run(live(chosen) if arguments.live else scripted(chosen))
    check_times(chosen)


if __name__ == "__main__":
    main()
