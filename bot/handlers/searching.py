"""Search: /search, and the buttons that turn its pages."""

from bot.button_data import is_number
from bot.handlers.conversation import Conversation, Handler
from bot.render_search import PAGE_SIZE, ResultPage, page_data, render_results
from digests.errors import RequestError
from digests.models import Part
from digests.pipeline.searching import MOST_STORIES
from digests.search.query import LONGEST, parse_query


async def search(conversation: Conversation, argument: str) -> None:
    """The first page of what was found; without words, how to search."""
    words = " ".join(argument.split())[:LONGEST]
    if not parse_query(words).all_of:
        await conversation.tell("search-usage")
        return
    page = await _page(conversation, words, 0)
    if page_data(words, 0).endswith(":"):  # its buttons have no room for the words: they are read from the message
        await conversation.answer_to_message(page)
    else:
        await conversation.say(page)


async def turn(conversation: Conversation, argument: str) -> None:
    """`<page>:<words>`: another page in the place of this one."""
    number, _, words = argument.partition(":")
    words = words or _words_answered(conversation)
    if not is_number(number) or not parse_query(words).all_of:
        raise RequestError("unknown-button")
    await conversation.show(await _page(conversation, words, int(number)))


def _words_answered(conversation: Conversation) -> str:
    """What was typed in the message that the page answers, after its command."""
    message = conversation.message
    asked = message.reply_to_message if message else None
    rest = ((asked.text or "") if asked else "").split(maxsplit=1)[1:]
    return " ".join(rest[0].split())[:LONGEST] if rest else ""


async def _page(conversation: Conversation, words: str, number: int) -> Part:
    services, subscription = conversation.services, conversation.subscription
    found = await services.searcher.find(parse_query(words), subscription)
    if not found.stories:
        return Part(conversation.texts("search-nothing", words=words[:100]))
    number = min(number, (len(found.stories) - 1) // PAGE_SIZE)
    shown = found.stories[number * PAGE_SIZE :][:PAGE_SIZE]
    articles = await services.storage.articles.get([each.article_id for each in shown])
    page = ResultPage(
        words=words,
        query=found.query,
        results=tuple(zip(shown, articles, strict=True)),
        number=number,
        count=len(found.stories),
        is_more=len(found.stories) >= MOST_STORIES,
        is_loose=found.is_loose,
    )
    return render_results(page, subscription.language, subscription.timezone)


COMMANDS: dict[str, Handler] = {"search": search}
BUTTONS: dict[str, Handler] = {"f": turn}
