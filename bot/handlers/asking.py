"""Questions: /ask, replies to a digest or a story, plain text in a private chat, and the Ask buttons."""

import math

from telegram import Message

from bot.handlers.conversation import Conversation, Handler
from bot.handlers.live_answer import LiveAnswer
from bot.handlers.reading import latest, since
from bot.handlers.searching import search
from bot.render_answer import render_answer, render_asked_about, render_growing
from bot.texts import find_topic
from digests.errors import RequestError
from digests.language.words import segment
from digests.models import EditionId, Part, Sentence, StoryId
from digests.pipeline.asking import Question
from digests.questions.asked import asks_what_was_missed, open_question
from digests.search.query import any_of, parse_query


async def ask(conversation: Conversation, argument: str) -> None:
    """`QUESTION`: answered from what is stored. Without one, how to ask."""
    if not argument:
        await conversation.tell("ask-usage")
        return
    about = await _asked_about(conversation)
    if about or not await _tell_the_news(conversation, argument):
        await _answer(conversation, argument, about)


async def text(conversation: Conversation, argument: str) -> None:
    """Plain text in a private chat: a question, or a word to look for, or neither where nothing is known of it."""
    about = await _asked_about(conversation)
    if not about and await _tell_the_news(conversation, argument):
        return
    if about or (any_of(argument).all_of and len(segment(argument)) > 1):
        await _answer(conversation, argument, about)
    elif (await conversation.services.searcher.find(parse_query(argument), conversation.subscription)).stories:
        await search(conversation, argument)
    else:
        await conversation.tell("unknown-text")


async def _tell_the_news(conversation: Conversation, question: str) -> bool:
    """今天有什么新闻？ asks for the newest stories, 我错过了什么？ for those since the last visit; False for others."""
    narrower = open_question(question)
    if narrower is None or (narrower and find_topic(narrower[0]) is None):
        return False
    if asks_what_was_missed(question):
        await since(conversation, "")
    else:
        await latest(conversation, "".join(narrower))
    return True


async def ask_button(conversation: Conversation, argument: str) -> None:
    """`s:<story>` or `e:<edition>`: the next question is about it."""
    story_ids = await _stories_of(conversation, argument)
    stories = await conversation.services.storage.stories.get(story_ids)
    if not stories:
        raise RequestError("story-gone")
    conversation.services.asked_about.remember(
        _who(conversation), tuple(story.id for story in stories), conversation.services.clock.now()
    )
    part = render_asked_about([story.headline for story in stories], conversation.subscription.language)
    await conversation.answer_to_message(part)


async def _answer(conversation: Conversation, question: str, about: tuple[StoryId, ...]) -> None:
    services, subscription = conversation.services, conversation.subscription
    wait = services.limit.take(_who(conversation)[1], services.clock.now())
    if wait is not None:
        minutes = math.ceil(wait.total_seconds() / 60)
        raise RequestError("ask-limit", {"count": services.limit.per_hour, "minutes": minutes})
    live = LiveAnswer(conversation)
    await live.begin(Part(conversation.texts("ask-looking")))

    async def grow(sentences: tuple[Sentence, ...]) -> None:
        await live.grow(render_growing(sentences, subscription.language))

    answer = await services.asker.ask(Question(question, subscription, about), grow)
    await live.finish(render_answer(answer, subscription.language, subscription.timezone))


async def _asked_about(conversation: Conversation) -> tuple[StoryId, ...]:
    """The stories of the message that is answered, else of the button pressed before; none for all there are."""
    remembered = conversation.services.asked_about.recall(_who(conversation), conversation.services.clock.now())
    message = conversation.message
    answered = message.reply_to_message if message else None
    for data in _button_data(answered):
        if found := await _stories_of(conversation, data):
            return found
    return remembered


def _button_data(message: Message | None) -> list[str]:
    """What the buttons under a message send, where that names stories, the most telling first."""
    markup = message.reply_markup if message else None
    rows = markup.inline_keyboard if markup else ()
    found = [button.callback_data for row in rows for button in row if isinstance(button.callback_data, str)]
    named = [data.removeprefix("ask:") for data in found if data.startswith("ask:")]
    opened = [data.replace("o:", "s:", 1) for data in found if data.startswith("o:")]
    return named or opened


async def _stories_of(conversation: Conversation, data: str) -> tuple[StoryId, ...]:
    """The stories of `s:<story>`, if it may be seen here, or of `e:<edition>`, if it is this chat's."""
    kind, _, name = data.partition(":")
    if kind == "s":
        return tuple(story.id for story in await conversation.seen([StoryId(name)]))
    edition = await conversation.services.storage.editions.find(EditionId(name))
    if edition is None or edition.subscription_id != conversation.subscription.id:
        return ()
    return tuple(item.story.id for item in edition.items)


def _who(conversation: Conversation) -> tuple[int, int]:
    chat_id = conversation.here
    return chat_id, conversation.user.id if conversation.user else chat_id


COMMANDS: dict[str, Handler] = {"ask": ask}
BUTTONS: dict[str, Handler] = {"ask": ask_button}
