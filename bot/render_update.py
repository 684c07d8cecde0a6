"""How a followed story went on, as a message. Pure; knows no transport."""

from zoneinfo import ZoneInfo

from bot.markup import bold, cut, escape, link
from bot.render import HEADLINE_UNITS, SENTENCE_UNITS, best_url, in_script, outlets_line, untranslated
from bot.render_development import contradicting
from bot.scripts import to_script
from bot.texts import texts_for
from digests.models import Button, Edition, Part, Story


def render_update(edition: Edition, followed: Story) -> Part:
    """What is new in one item, then what was known when it was followed."""
    texts = texts_for(edition.language)
    item = edition.items[0]
    headline = cut(in_script(item.summary.headline, item.summary, texts.language), HEADLINE_UNITS)
    lines = [f"{bold(texts('update-title'))}{bold(link(headline, best_url(item.outlets)))}"]
    if note := untranslated(item.summary, texts):
        lines.append(note)
    told = [in_script(sentence.text, item.summary, texts.language) for sentence in item.summary.sentences[:2]]
    lines += [escape(cut(text, SENTENCE_UNITS)) for text in told]
    zone = ZoneInfo(edition.timezone)
    lines += contradicting(item.development, texts, zone)
    before = cut(to_script(followed.headline, followed.language, texts.language), HEADLINE_UNITS)
    day = texts.day(followed.first_at, zone, short=True)
    lines += [texts("update-before", day=day, headline=before), outlets_line(item.outlets, texts)]
    buttons = (
        Button(texts.plain("button-open-story"), f"o:{item.story.id}"),
        Button(texts.plain("button-unfollow"), f"unfollow:{followed.id}"),
    )
    return Part("\n".join(lines), (buttons,))
