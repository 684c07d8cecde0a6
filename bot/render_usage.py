"""What the model costs, for an administrator. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.markup import bold, cut, escape
from bot.render_why import money
from bot.texts import Texts, texts_for
from digests.models import Language, Part, SourceId, Spent, StoryId, Usage
from digests.summaries.budget import too_many_replaced

_NAME_UNITS = 48


@dataclass(frozen=True, slots=True)
class Bill:
    """Today's usage, that of thirty days, the limit a day, and the names of what stands in it."""

    usage: Usage
    month: Spent
    budget_nusd: int | None
    headlines: Mapping[StoryId, str]
    sources: Mapping[SourceId, str]


def render_usage(bill: Bill, language: Language) -> Part:
    """Today by purpose, story and source, thirty days, and how the sentences stood their check."""
    texts, usage = texts_for(language), bill.usage
    lines = [
        bold(texts("usage-title")),
        _spent("usage-today", usage.spent, texts),
        _limit(usage, bill.budget_nusd, texts),
    ]
    lines.append(_spent("usage-month", bill.month, texts))
    lines += [_spent(f"usage-{purpose}", spent, texts) for purpose, spent in sorted(usage.by_purpose.items())]
    lines.append(texts("usage-checked", stories=usage.stories, sentences=usage.sentences, replaced=usage.replaced))
    if usage.failed:
        lines.append(texts("usage-failed", count=usage.failed))
    if too_many_replaced(usage.sentences, usage.replaced):
        lines.append(bold(texts("usage-alert")))
    if usage.by_story:
        lines += ["", bold(texts("usage-stories"))]
        lines += [
            f"{money(spent.cost_nusd)} {_named(bill.headlines.get(each, each))}" for each, spent in usage.by_story
        ]
    if usage.by_source:
        lines += ["", bold(texts("usage-sources"))]
        lines += [f"{money(cost)} {_named(bill.sources.get(each, each))}" for each, cost in usage.by_source]
    return Part("\n".join(lines))


def _spent(key: str, spent: Spent, texts: Texts) -> str:
    return texts(
        key,
        calls=texts.number(spent.calls),
        input=texts.number(spent.input_tokens),
        output=texts.number(spent.output_tokens),
        cost=money(spent.cost_nusd),
    )


def _limit(usage: Usage, budget_nusd: int | None, texts: Texts) -> str:
    if budget_nusd is None:
        return texts("usage-unlimited")
    left = max(0, budget_nusd - usage.spent.cost_nusd)
    return texts("usage-limit", budget=money(budget_nusd), left=money(left))


def _named(name: str) -> str:
    return escape(cut(" ".join(name.split()), _NAME_UNITS))
