"""Lists of sources in and out: /import with an OPML file, /export."""

import json

from telegram import Document, Message
from telegram.error import TelegramError

from bot.handlers.conversation import Conversation, Handler
from bot.texts import Texts
from digests.errors import RequestError
from digests.models import TOPICS, Part
from digests.subscriptions.lists import LARGEST_BYTES, Brought

_NAMES = (".opml", ".xml")


def is_list(message: Message | None) -> bool:
    """Whether a message brings a file that is named like a list of feeds."""
    document = message.document if message else None
    return document is not None and (document.file_name or "").lower().endswith(_NAMES)


async def bring(conversation: Conversation, argument: str) -> None:
    """Take in the file of this message, or of the one it answers; without one, say what to send."""
    del argument
    document = _document(conversation.message)
    if document is None:
        await conversation.say(Part(conversation.texts("import-menu")))
        return
    if (document.file_size or 0) > LARGEST_BYTES:
        raise RequestError("import-too-large")
    await conversation.typing()
    brought = await conversation.services.lists.bring(
        conversation.subscription, await _download(conversation, document)
    )
    conversation.subscription = await conversation.services.desk.change(brought.subscription)
    conversation.services.wake()
    await conversation.say(Part(_report(brought, conversation.texts)))


async def take_along(conversation: Conversation, argument: str) -> None:
    """The sources of this place as a file; and, for who may change its settings, all that is stored about it."""
    del argument
    texts = conversation.texts
    folders = {topic: texts.topic(topic) for topic in TOPICS}
    title = texts.plain("brand")
    data, count = await conversation.services.lists.take_along(conversation.subscription, title, folders)
    await conversation.send_file("yaowen.opml", data, texts("export-opml", count=count))
    if await conversation.may_change():
        stored = await conversation.services.storage.subscriptions.everything(conversation.place.chat_id)
        document = json.dumps(stored, ensure_ascii=False, indent=1).encode()
        await conversation.send_file("yaowen.json", document, conversation.texts("export-everything"))


def _document(message: Message | None) -> Document | None:
    answered = message.reply_to_message if message else None
    return next((each.document for each in (message, answered) if each is not None and each.document), None)


async def _download(conversation: Conversation, document: Document) -> bytes:
    try:
        file = await conversation.bot.get_file(document.file_id)
        data = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise RequestError("import-lost") from error
    if len(data) > LARGEST_BYTES:
        raise RequestError("import-too-large")
    return data


def _report(brought: Brought, texts: Texts) -> str:
    """How many came, by topic; what was known; what found no place; and how to undo it."""
    lines = [texts("imported", count=sum(brought.added.values()))]
    topics = [(texts.topic(topic), brought.added[topic]) for topic in TOPICS if brought.added.get(topic)]
    loose = brought.added.get(None, 0)
    named = [*topics, *([(texts.plain("import-no-topic"), loose)] if loose else [])]
    lines += [f"· {name} {texts.number(count)}" for name, count in named]
    lines += [texts("import-known", count=brought.known)] if brought.known else []
    lines += [texts("import-over", count=brought.over)] if brought.over else []
    return "\n".join([*lines, texts("import-undo")])


COMMANDS: dict[str, Handler] = {"export": take_along}
CHANGING_COMMANDS: dict[str, Handler] = {"import": bring}
