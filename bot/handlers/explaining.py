"""/why, how a digest or story came to be, and /usage, what the model costs."""

from bot.handlers.conversation import Conversation, Handler
from bot.render_usage import Bill, render_usage
from bot.render_why import Origin, render_why_edition, render_why_story
from digests.models import Edition, EditionId, Part, StoryId


async def why(conversation: Conversation, argument: str) -> None:
    """About the digest or story that the command answers to; else about the last digest."""
    del argument
    story_id, edition_id = _answered(conversation)
    if story_id is not None:
        await why_story(conversation, story_id)
        return
    edition = await _edition(conversation, edition_id)
    if edition is None or not edition.items:
        await conversation.tell("why-nothing")
        return
    await conversation.say(render_why_edition(edition))


async def why_story(conversation: Conversation, argument: str) -> None:
    """`<story>`: how it came to be, as a message of its own."""
    if (part := await _why_story(conversation, argument)) is not None:
        await conversation.say(part)


async def why_again(conversation: Conversation, argument: str) -> None:
    """`<story>`: the same in the place of what was opened from it."""
    if (part := await _why_story(conversation, argument)) is not None:
        await conversation.show(part)


async def _why_story(conversation: Conversation, story_id: str) -> Part | None:
    storage, language = conversation.services.storage, conversation.subscription.language
    seen = await conversation.seen([StoryId(story_id)])
    view = await conversation.services.summarizer.view(seen[0].id, language) if seen else None
    if view is None:
        await conversation.tell("story-gone")
        return None
    decisions = await storage.stories.decisions(view.story.article_ids)
    alike = await storage.articles.get([each.member_id for each in decisions if each.member_id])
    report = await storage.summaries.find_report(view.story.id, view.story.revision)
    return render_why_story(Origin(view, tuple(decisions), report, tuple(alike)), language)


async def usage(conversation: Conversation, argument: str) -> None:
    """Tokens and money of today and of thirty days, by story and by source."""
    del argument
    services = conversation.services
    if services.model is None:
        await conversation.tell("usage-no-model")
        return
    today = services.model.day(services.clock.now())
    spent = await services.storage.usage.usage(today)
    month = await services.storage.usage.month(today)
    stories = await services.storage.stories.get([story for story, _ in spent.by_story])
    sources = {source.id: source.title for source, _ in await services.storage.sources.all()}
    headlines = {story.id: story.headline for story in stories}
    budget = services.model.purse.budget_nusd
    await conversation.say(
        render_usage(Bill(spent, month, budget, headlines, sources), conversation.subscription.language)
    )


def _answered(conversation: Conversation) -> tuple[str | None, str | None]:
    """The story or the edition of the message that is answered to, as its buttons tell."""
    message = conversation.message
    answered = message.reply_to_message if message is not None else None
    markup = answered.reply_markup if answered is not None else None
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        verb, *rest = str(button.callback_data or "").split(":")
        if verb == "act" and len(rest) > 1:
            return rest[1], None
        if verb in ("s", "e") and rest:
            return None, rest[0]
    return None, None


async def _edition(conversation: Conversation, edition_id: str | None) -> Edition | None:
    """That edition, if it is this chat's; without one the last digest."""
    editions, own_id = conversation.services.storage.editions, conversation.subscription.id
    if edition_id is None:
        return await editions.last(own_id)
    edition = await editions.find(EditionId(edition_id))
    return edition if edition and edition.subscription_id == own_id else None


COMMANDS: dict[str, Handler] = {"why": why}
ADMIN_COMMANDS: dict[str, Handler] = {"usage": usage}
BUTTONS: dict[str, Handler] = {"why": why_story, "because": why_again}
