"""Inline mode: `@bot words` in any chat offers stories to share there.

What is shared is read by others, so only stories of everybody's sources are offered, and nothing is written for it: a
story without a summary is shared with its extract.
"""

import logging

from telegram import Bot, InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import TelegramError

from bot.handlers.conversation import Services
from bot.markup import cut, plain
from bot.render import best_url, in_script, render_item
from bot.sender import NO_PREVIEW
from bot.texts import language_of, texts_for
from digests.models import EditionItem, Language, Story
from digests.pipeline.summarizing import outlet_links
from digests.search.query import LONGEST, parse_query
from digests.subscriptions.desk import Place
from digests.summaries.extract import extract

log = logging.getLogger(__name__)

PAGE_SIZE = 10
QUERIES_PER_HOUR = 600
"""Of one person: one with every letter of some sixty searches. Each looks through all articles."""

_CACHED_S = 60
"""So long Telegram answers the same words of the same person by itself."""

_DESCRIPTION_UNITS = 160


async def answer(services: Services, bot: Bot, query: InlineQuery) -> None:
    """Offer the stories found for the words; without words, the best of the last days."""
    language = await _language(services, query)
    if services.inline_limit.take(query.from_user.id, services.clock.now()) is not None:
        await _refuse(bot, query, language)
        return
    stories = await _stories(services, query, language)
    start = int(query.offset) if query.offset.isascii() and query.offset.isdecimal() and len(query.offset) < 4 else 0
    shown = stories[start : start + PAGE_SIZE]
    results = [_result(await _item(services, story, language), language) for story in shown]
    following = str(start + PAGE_SIZE) if len(stories) > start + PAGE_SIZE else ""
    try:
        await bot.answer_inline_query(query.id, results, cache_time=_CACHED_S, is_personal=True, next_offset=following)
    except TelegramError as error:  # too late: the person has typed on
        log.info("an inline query was not answered: %s", type(error).__name__)


async def _refuse(bot: Bot, query: InlineQuery, language: Language) -> None:
    """No results, and a line above them that says why and leads to the chat."""
    why = InlineQueryResultsButton(texts_for(language).plain("inline-limit"), start_parameter="inline")
    try:
        await bot.answer_inline_query(query.id, [], cache_time=_CACHED_S, is_personal=True, button=why)
    except TelegramError as error:
        log.info("an inline query was not refused: %s", type(error).__name__)


async def _language(services: Services, query: InlineQuery) -> Language:
    subscription = await services.desk.find(Place(query.from_user.id))
    return (
        subscription.language
        if subscription
        else language_of(query.from_user.language_code, services.settings.language)
    )


async def _stories(services: Services, query: InlineQuery, language: Language) -> list[Story]:
    asked = parse_query(query.query[:LONGEST])
    if asked.all_of:
        found = await services.searcher.find(asked, None)
        return [each.story for each in found.stories]
    stranger = services.desk.beginning(Place(query.from_user.id, language=language))
    return (await services.composer.latest_stories(stranger))[:PAGE_SIZE]


async def _item(services: Services, story: Story, language: Language) -> EditionItem:
    articles = await services.storage.articles.get(story.article_ids)
    known = await services.storage.summaries.find(story.id, story.revision, language)
    return EditionItem(story, known or extract(story, articles, language), outlet_links(articles))


def _result(item: EditionItem, language: Language) -> InlineQueryResultArticle:
    text = render_item(item, texts_for(language))
    _, _, rest = plain(text).partition("\n")
    return InlineQueryResultArticle(
        id=item.story.id,
        title=in_script(item.summary.headline, item.summary, language),
        input_message_content=InputTextMessageContent(text, parse_mode="HTML", link_preview_options=NO_PREVIEW),
        url=best_url(item.outlets),
        description=cut(rest, _DESCRIPTION_UNITS),
    )
