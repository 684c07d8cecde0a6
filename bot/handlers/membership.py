"""Beginning and leaving: /start, /help, /pause, /resume, /privacy, /forget."""

from bot import menus
from bot.handlers.conversation import Conversation, Handler
from bot.handlers.reading import digest
from bot.privacy import privacy as stored
from digests.models import Part
from digests.subscriptions.invitations import accept


async def start(conversation: Conversation, argument: str) -> None:
    """Subscribe at once with sensible defaults, and say what they are; `argument` may invite to a topic or source."""
    services = conversation.services
    conversation.subscription, new = await services.desk.start(conversation.place)
    invited = await accept(services.storage, conversation.subscription, argument, new=new)
    if invited is not None:
        conversation.subscription = await services.desk.change(invited.subscription)
    await conversation.say(menus.welcome(conversation.subscription, new=new))
    if invited is not None and invited.topic is not None:
        await conversation.tell("subscribed-topic", topic=conversation.texts.topic(invited.topic))
    elif invited is not None and invited.source is not None:
        services.wake()
        await conversation.tell("subscribed-source", title=invited.source.title)


async def help_(conversation: Conversation, argument: str) -> None:
    """What the bot can do; administrators see their own commands too."""
    del argument
    texts = conversation.texts
    blocks = [texts("help"), *([texts("help-admin")] if conversation.is_admin else [])]
    await conversation.say(Part("\n\n".join(blocks)))


async def pause(conversation: Conversation, argument: str) -> None:
    del argument
    conversation.subscription = await conversation.services.desk.pause(conversation.place)
    await conversation.tell("paused")


async def resume(conversation: Conversation, argument: str) -> None:
    del argument
    conversation.subscription = await conversation.services.desk.resume(conversation.place)
    schedule = conversation.texts.schedule(conversation.subscription.schedule)
    await conversation.tell("resumed", schedule=schedule)


async def pause_button(conversation: Conversation, argument: str) -> None:
    del argument
    conversation.subscription = await conversation.services.desk.pause(conversation.place)
    await conversation.show(menus.settings(conversation.subscription))


async def resume_button(conversation: Conversation, argument: str) -> None:
    del argument
    conversation.subscription = await conversation.services.desk.resume(conversation.place)
    await conversation.show(menus.settings(conversation.subscription))


async def privacy(conversation: Conversation, argument: str) -> None:
    """What is stored about this chat, exactly."""
    del argument
    await conversation.say(Part(stored(conversation.texts, admin=conversation.is_admin)))


async def forget(conversation: Conversation, argument: str) -> None:
    """Delete everything at once, then say so in the language that was just forgotten."""
    del argument
    await conversation.services.desk.forget(conversation.place.chat_id)
    conversation.services.acquaintances.forget(conversation.place.chat_id)
    await conversation.tell("forgotten")
    await conversation.drop_command_menu()


COMMANDS: dict[str, Handler] = {"help": help_, "privacy": privacy}
CHANGING_COMMANDS: dict[str, Handler] = {"start": start, "pause": pause, "resume": resume, "forget": forget}
CHANGING_BUTTONS: dict[str, Handler] = {"pause": pause_button, "resume": resume_button}
BUTTONS: dict[str, Handler] = {"digest": digest}
