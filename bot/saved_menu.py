"""The saved stories as a message, with buttons that open and remove them. Pure; knows no transport."""

from collections.abc import Sequence

from bot.markup import cut, link
from bot.render import HEADLINE_UNITS, best_url, in_script, outlets_line
from bot.texts import texts_for
from digests.models import Button, EditionItem, Part, Subscription
from digests.subscriptions.reactions import SavedPage

PAGE_SIZE = 5


def saved(subscription: Subscription, page: SavedPage, items: Sequence[EditionItem]) -> Part:
    """One page; numbers open a story, the crosses remove it."""
    texts = texts_for(subscription.language)
    if not items:
        return Part(texts("saved-none"))
    first = page.page * PAGE_SIZE + 1
    blocks = [texts("saved-title", count=page.total)]
    for number, item in enumerate(items, start=first):
        headline = cut(in_script(item.summary.headline, item.summary, texts.language), HEADLINE_UNITS)
        blocks.append(f"{number}. {link(headline, best_url(item.outlets))}\n{outlets_line(item.outlets, texts)}")
    numbered = list(enumerate(items, start=first))
    rows = [
        tuple(Button(str(number), f"v:{item.story.id}:{page.page}") for number, item in numbered),
        tuple(Button(f"✕ {number}", f"unsave:{item.story.id}:{page.page}") for number, item in numbered),
    ]
    turns = [Button(texts.plain("button-previous"), f"saved:{page.page - 1}")] if page.page else []
    turns += [Button(texts.plain("button-next"), f"saved:{page.page + 1}")] if page.page < page.last else []
    return Part("\n\n".join(blocks), (*rows, *([tuple(turns)] if turns else [])))
