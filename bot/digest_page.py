"""The HTML form of a digest: one page that needs nothing else, with the evidence folded under each sentence. Pure."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.markup import escape, link
from bot.render import best_url, in_script, untranslated
from bot.render_development import contradicting
from bot.render_disagreements import positions
from bot.texts import Texts, texts_for
from digests.models import Article, ArticleId, EditionItem, Evidence
from digests.pipeline.oneshot import Outcome

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 38rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.7;
       font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin: 1.8rem 0 .3rem; }
p { margin: .3rem 0; } .quiet { opacity: .7; font-size: .9rem; }
details { font-size: .9rem; margin: .4rem 0; } blockquote { margin: .3rem 0 .3rem .6rem; padding-left: .6rem;
       border-left: 3px solid #8888; }
a { color: inherit; }
""".strip()


def to_page(outcome: Outcome) -> str:
    """The whole page."""
    edition = outcome.edition
    texts = texts_for(edition.language)
    zone = ZoneInfo(edition.timezone)
    brand = texts.plain("brand")
    title = texts(
        "digest-title", brand=brand, day=texts.day(edition.due_at, zone), time=texts.clock(edition.due_at, zone)
    )
    articles = {article.id: article for article in outcome.articles}
    items = "\n".join(_item(number, item, articles, texts, zone) for number, item in enumerate(edition.items, start=1))
    problems = "\n".join(
        f'<p class="quiet">{escape(problem.source)}: {escape(problem.error)}</p>' for problem in outcome.problems
    )
    more = f'<p class="quiet">{texts("once-more", count=edition.more)}</p>' if edition.more else ""
    return (
        f'<!doctype html>\n<html lang="{edition.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n{items}\n{more}\n{problems}\n</body>\n</html>"
    )


def _item(number: int, item: EditionItem, articles: Mapping[ArticleId, Article], texts: Texts, zone: ZoneInfo) -> str:
    summary = item.summary
    headline = link(in_script(summary.headline, summary, texts.language), best_url(item.outlets))
    sentences = [f"<p>{escape(in_script(each.text, summary, texts.language))}</p>" for each in summary.sentences]
    quotes = [_quote(evidence, articles, texts) for each in summary.sentences for evidence in each.evidence]
    outlets = " · ".join(link(each.name or texts.plain("outlet-unnamed"), each.url) for each in item.outlets)
    note = untranslated(summary, texts)
    blocks = [
        f"<h2>{number}. {'≠ ' if item.disagreements else ''}{headline}</h2>",
        *([f'<p class="quiet">{note}</p>'] if note else []),
        *sentences,
        _differing(item, texts),
        *(f"<p>{line}</p>" for line in contradicting(item.development, texts, zone)),
        f'<p class="quiet">{outlets}</p>',
        f"<details><summary>{texts('story-evidence')}</summary>{''.join(quotes)}</details>" if quotes else "",
    ]
    return f'<section lang="{summary.text_language}">{"".join(blocks)}</section>'


def _differing(item: EditionItem, texts: Texts) -> str:
    lines = positions(item.disagreements, texts)
    return f"<details><summary>{texts('story-differing')}</summary>{'<br>'.join(lines)}</details>" if lines else ""


def _quote(evidence: Evidence, articles: Mapping[ArticleId, Article], texts: Texts) -> str:
    article = articles.get(evidence.article_id)
    name = (article.outlet if article else None) or texts.plain("outlet-unnamed")
    return f"<blockquote>{escape(evidence.quote)}<br>{link(name, article.url if article else None)}</blockquote>"
