"""How a digest or a story came to be: sources, grouping, the model and its cost, what was rejected. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.markup import LIMIT_UNITS, bold, cut, escape, link, units
from bot.render import HEADLINE_UNITS, OUTLET_UNITS, in_script
from bot.texts import Texts, texts_for
from digests.models import (
    NANO,
    Article,
    ArticleId,
    Button,
    Edition,
    GroupDecision,
    Language,
    Part,
    Rejection,
    SummaryReport,
)
from digests.pipeline.summarizing import StoryView

_TITLE_UNITS = 80
_HEADLINE_UNITS = 60
_ARTICLES_SHOWN = 8
_REJECTIONS_SHOWN = 8
_BUTTONS_PER_ROW = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """All that is kept of how a story came to be. `report` is None where no model was asked; `alike` are the articles
    of other stories that grouping compared its own with.
    """

    view: StoryView
    decisions: tuple[GroupDecision, ...]
    report: SummaryReport | None
    alike: tuple[Article, ...] = ()


def render_why_edition(edition: Edition) -> Part:
    """How a digest was made, an item a line, with a button to the whole for each."""
    texts = texts_for(edition.language)
    lines = [bold(texts("why-edition", count=len(edition.items))), texts("why-order"), ""]
    for number, item in enumerate(edition.items, start=1):
        headline = cut(in_script(item.summary.headline, item.summary, texts.language), _HEADLINE_UNITS)
        method = texts.plain(f"why-{item.summary.missing or item.summary.method}")
        outlets, origins = max(1, len(item.story.outlets)), max(1, len(item.story.origins))
        lines.append(f"{number}. {escape(headline)}")
        lines.append(f"<i>{texts('why-item', outlets=outlets, origins=origins, method=method)}</i>")
    buttons = [Button(str(n), f"why:{item.story.id}") for n, item in enumerate(edition.items, start=1)]
    rows = [tuple(buttons[at : at + _BUTTONS_PER_ROW]) for at in range(0, len(buttons), _BUTTONS_PER_ROW)]
    return Part(_whole(lines), tuple(rows))


def render_why_story(origin: Origin, language: Language) -> Part:
    """How one story was made."""
    texts, view = texts_for(language), origin.view
    headline = cut(in_script(view.summary.headline, view.summary, language), HEADLINE_UNITS)
    lines = [bold(escape(headline)), "", bold(texts("why-sources"))]
    lines += _articles(origin, texts)
    lines += ["", bold(texts("why-summary")), *_summary(origin, texts)]
    if origin.report is not None and origin.report.rejections:
        lines += ["", bold(texts("why-rejected-list")), *_rejections(origin.report.rejections, texts)]
    return Part(_whole(lines), ((Button(texts.plain("button-grouping"), f"group:{view.story.id}"),),))


def money(cost_nusd: int) -> str:
    """US dollars with as many places as a small sum needs: $0.0012."""
    usd = cost_nusd / NANO
    return f"${usd:.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"


def _whole(lines: Sequence[str]) -> str:
    """As many of the lines as a message holds."""
    room, kept = LIMIT_UNITS, []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def _articles(origin: Origin, texts: Texts) -> list[str]:
    by_id = {decision.article_id: decision for decision in origin.decisions}
    titles = {article.id: article.title for article in (*origin.alike, *origin.view.articles)}
    lines = []
    for article in origin.view.articles[:_ARTICLES_SHOWN]:
        outlet = cut(article.outlet or texts.plain("outlet-unnamed"), OUTLET_UNITS)
        lines.append(f"· {link(cut(article.title, _TITLE_UNITS), article.url)} {escape(outlet)}")
        lines.append(f"  <i>{_decision(by_id.get(article.id), titles, texts)}</i>")
    rest = len(origin.view.articles) - _ARTICLES_SHOWN
    names = texts.listed([cut(name, OUTLET_UNITS) for name in origin.view.story.origins[:6]])
    return [*lines, *([texts("outlets-more", count=rest)] if rest > 0 else []), texts("why-origins", names=names)]


def _decision(decision: GroupDecision | None, titles: Mapping[ArticleId, str], texts: Texts) -> str:
    if decision is None or decision.verdict == "new":
        return texts("why-grouped-new")
    title = cut(titles.get(decision.member_id or ArticleId(""), "…"), 40)
    score = str(round(decision.score * 100))
    return texts(f"why-grouped-{decision.verdict}", score=score, title=title)


def _summary(origin: Origin, texts: Texts) -> list[str]:
    summary, report = origin.view.summary, origin.report
    lines = [_as_sentence(texts(f"why-{summary.missing or summary.method}"))]
    if report is None:
        return lines
    spent = report.spent
    lines.append(texts("why-model", model=cut(report.model, 60), prompt=report.prompt))
    lines.append(
        texts(
            "why-spent",
            calls=spent.calls,
            input=texts.number(spent.input_tokens),
            output=texts.number(spent.output_tokens),
            cost=money(spent.cost_nusd),
        )
    )
    if report.sentences:
        lines.append(texts("why-checked", sentences=report.sentences, replaced=report.replaced))
    return lines


def _as_sentence(text: str) -> str:
    """With a capital: the same words stand in the middle of a line in the list of a digest's items."""
    return text[:1].upper() + text[1:]


def _rejections(rejections: Sequence[Rejection], texts: Texts) -> list[str]:
    lines = [f"· {_rejection(each, texts)}" for each in rejections[:_REJECTIONS_SHOWN]]
    rest = len(rejections) - _REJECTIONS_SHOWN
    return [*lines, *([texts("outlets-more", count=rest)] if rest > 0 else [])]


def _rejection(rejection: Rejection, texts: Texts) -> str:
    place = texts("why-place", number=rejection.place + 1) if rejection.place is not None else texts("why-headline")
    fault = texts(f"fault-{rejection.kind.replace(' ', '-')}")
    words = f" “{escape(cut(rejection.detail, 60))}”" if rejection.detail else ""
    return f"{texts(f'language-{rejection.language}')} · {place}: {fault}{words}"
