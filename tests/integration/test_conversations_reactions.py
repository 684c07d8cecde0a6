"""A story's own buttons, /saved, and updates on what is followed, as a person meets them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.models import Act, Article, ArticleId, StoryId, stable_id
from tests.acceptance.house import House
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message


async def shown(house: House, message: Message, label: str) -> Message:
    """The same message once it has a button of this label."""
    return await house.server.wait_for_message(
        message.chat_id, lambda m: m.message_id == message.message_id and label in m.labels
    )


async def opened(house: House, lin: Person, number: int = 1) -> Message:
    """A digest in which one story was opened."""
    said = await lin.say("/digest")
    message = await house.server.wait_for_message(7, lambda m: "1" in m.labels, after=said.message_id)
    await lin.tap(str(number), message=message)
    return await shown(house, message, "Follow")


async def acts(house: House) -> dict[Act, list[StoryId]]:
    kept = await house.app.services.storage.reactions.of((await house.subscription(7)).id, limit=99)
    return {each.act: [other.story_id for other in kept if other.act == each.act] for each in kept}


async def development(house: House, of: StoryId, title: str = "First night ferry sails early") -> None:
    """Another outlet reports how a story went on, in an article that is a story of its storyline."""
    storage, now = house.app.services.storage, house.clock.now() + timedelta(minutes=1)
    earlier = await storage.stories.find(of)
    assert earlier is not None
    source_id = (await storage.articles.get(earlier.article_ids))[0].source_id
    text = ("The ticket system works, and the first boat leaves on 28 November.",)
    own_id = stable_id("development", title)
    article = Article(
        ArticleId(own_id), source_id, title, text, "en", now, own_id, outlet="Herald", published_at=now, topic="world"
    )
    await storage.articles.save([article])
    news = replace(earlier, id=StoryId(own_id), headline=title, article_ids=(article.id,), follows=earlier.id)
    news = replace(news, outlets=("Herald",), origins=("Herald",), first_at=now, last_at=now, seen_at=now, revision=1)
    await storage.stories.save([news], [])


async def test_each_button_of_a_story_does_its_thing_and_undoes_it_at_the_second_tap(house: House, lin: Person) -> None:
    message = await opened(house, lin)
    assert message.labels[:3] == ["Follow", "Save", "Less of this"]
    assert message.labels[-1] == "‹ Back"
    wanted: list[tuple[str, Act, str]] = [
        ("Follow", "followed", "Following: what comes next answers this message. Tap again to undo."),
        ("Save", "saved", "Saved; /saved has it. Tap again to undo."),
        ("Less of this", "disliked", "Less of this kind from now on. Tap again to undo."),
    ]
    for label, act, word in wanted:
        assert await (await lin.tap(label, message=message)).wait() == word
        await shown(house, message, f"✓ {label}")
        assert act in await acts(house)
        await (await lin.tap(f"✓ {label}", message=message)).wait()
        await shown(house, message, label)
        assert act not in await acts(house)
    await lin.tap("‹ Back", message=message)
    await shown(house, message, "7")


async def test_what_is_opened_is_noted_once_and_only_of_who_is_subscribed(house: House, lin: Person) -> None:
    message = await opened(house, lin)
    await lin.tap("‹ Back", message=message)
    await lin.tap("1", message=await shown(house, message, "2"))
    await shown(house, message, "Follow")
    assert len((await acts(house))["opened"]) == 1
    stranger = house.server.person(8, language_code="en")
    listed = await stranger.ask("/latest 2")
    await stranger.tap("1", message=listed)
    await house.server.wait_for_message(8, "Evidence")
    await stranger.tap("Save", chat=None)
    await house.server.wait_for_message(8, lambda m: "/start" in m.text and m.message_id > listed.message_id + 1)
    figures = await house.app.services.storage.reactions.figures(house.clock.now() - timedelta(days=1))
    assert figures.acts == {"opened": 1}


async def test_saved_stories_are_turned_page_by_page_opened_and_removed(house: House, lin: Person) -> None:
    assert (await lin.ask("/saved")).text.startswith("Nothing saved yet")
    message = await opened(house, lin, 1)
    for number in range(1, 8):
        if number > 1:
            await lin.tap(str(number), message=message)
        await shown(house, message, "Save")
        await (await lin.tap("Save", message=message)).wait()
        await shown(house, message, "✓ Save")
        await lin.tap("‹ Back", message=message)
        await shown(house, message, "7")
        await house.clock.advance(seconds=1)
    page = await lin.ask("/saved")
    assert page.text.startswith("Saved · 7 stories")
    assert page.labels == ["1", "2", "3", "4", "5", "✕ 1", "✕ 2", "✕ 3", "✕ 4", "✕ 5", "Next ›"]
    await lin.tap("Next ›", message=page)
    await shown(house, page, "7")
    await lin.tap("7", message=page)
    await shown(house, page, "✓ Save")
    await lin.tap("‹ Back", message=page)
    await shown(house, page, "✕ 7")
    for _ in range(2):
        await (await lin.tap("✕ 6", message=page)).wait()
    await house.server.wait_for_message(7, lambda m: m.text.startswith("Saved · 6"))
    assert (await lin.ask("/saved 99")).labels == ["6", "✕ 6", "‹ Previous"]


async def test_a_development_of_a_followed_story_answers_the_message_that_told_it(house: House, lin: Person) -> None:
    message = await opened(house, lin)
    await (await lin.tap("Follow", message=message)).wait()
    await shown(house, message, "✓ Follow")
    (followed,) = (await acts(house))["followed"]
    await development(house, followed)
    await house.tick()
    update = house.server.messages(7, from_bot=True)[-1]
    assert update.text.startswith("Update: First night ferry sails early\nThe ticket system works")
    assert "Before (22 Nov): " in update.text
    assert update.reply_to is not None
    assert update.reply_to.message_id == message.message_id
    await house.tick()
    assert [m.text for m in house.server.messages(7, from_bot=True)].count(update.text) == 1
    again = await lin.say("/digest")
    await house.server.wait_for_message(7, lambda m: "2 stories" in m.text, after=again.message_id)
    assert sum("sails early" in text for text in house.texts(7)) == 1, "a digest does not tell it again"
    await (await lin.tap("Unfollow", message=update)).wait()
    await development(house, followed, "Night ferry sails every evening")
    await house.tick()
    assert not any("every evening" in text for text in house.texts(7))


async def test_an_update_waits_for_the_end_of_quiet_hours(house: House, lin: Person) -> None:
    message = await opened(house, lin)
    await (await lin.tap("Follow", message=message)).wait()
    await shown(house, message, "✓ Follow")
    await lin.ask("/schedule off")
    await lin.ask("/quiet 09:00-12:00")
    (followed,) = (await acts(house))["followed"]
    await development(house, followed)
    await house.tick()
    assert not any(text.startswith("Update") for text in house.texts(7))
    await house.clock.advance(hours=3)
    await house.tick()
    assert sum(text.startswith("Update") for text in house.texts(7)) == 1


async def test_in_a_group_only_administrators_save_and_everyone_opens(house: House, lin: Person) -> None:
    member = house.server.person(9, language_code="en")
    group = house.server.group(-100_900, "Readers", members=[member], administrators=[lin])
    await lin.ask("/start", chat=group)
    await lin.ask("/language en", chat=group)
    listed = await member.ask("/latest 2", chat=group)
    await member.tap("1", message=listed)
    story = await house.server.wait_for_message(group.id, "Evidence")
    await member.tap("Save", message=story)
    await house.server.wait_for_message(group.id, "Only administrators")
    await (await lin.tap("Save", message=story)).wait()
    await house.server.wait_for_message(group.id, lambda m: "✓ Save" in m.labels)


async def test_a_digest_is_liked_or_disliked_once_and_its_text_stays(house: House, lin: Person) -> None:
    said = await lin.say("/digest")
    message = await house.server.wait_for_message(7, lambda m: "Like" in m.labels, after=said.message_id)
    text = message.text
    assert message.labels[-2:] == ["Like", "Dislike"]
    assert (await (await lin.tap("Like", message=message)).wait()).startswith("Noted, thank you")
    await shown(house, message, "✓ Like")
    assert "Less of this" in await (await lin.tap("Dislike", message=message)).wait()
    assert (await shown(house, message, "✓ Dislike")).labels[-2:] == ["Like", "✓ Dislike"]
    await lin.tap("1", message=message)
    await shown(house, message, "Follow")
    await lin.tap("‹ Back", message=message)
    assert (await shown(house, message, "✓ Dislike")).text == text
    assert await (await lin.tap("✓ Dislike", message=message)).wait() == "Undone."
    await shown(house, message, "Dislike")
    figures = await house.app.services.storage.reactions.figures(house.clock.now() - timedelta(days=1))
    assert (figures.liked, figures.disliked) == (0, 0)


async def test_a_digest_changes_its_language_in_place_and_back(house: House, lin: Person) -> None:
    said = await lin.say("/digest")
    message = await house.server.wait_for_message(7, lambda m: "Like" in m.labels, after=said.message_id)
    before = message.text
    await lin.tap("中文", message=message)
    assert (await shown(house, message, "EN")).text.startswith("要闻 · 11月22日")
    await lin.tap("EN", message=message)
    assert (await shown(house, message, "中文")).text == before
    assert (await house.subscription(7)).language == "en", "the digest changes, not the setting"


async def test_a_verdict_on_a_digest_stays_marked_in_the_other_language(house: House, lin: Person) -> None:
    said = await lin.say("/digest")
    message = await house.server.wait_for_message(7, lambda m: "Like" in m.labels, after=said.message_id)
    await lin.tap("Like", message=message)
    await shown(house, message, "✓ Like")
    await lin.tap("中文", message=message)
    await shown(house, message, "✓ 喜欢")


@pytest.mark.parametrize("data", ["rate:liked:0000", "rate:x:y", "in:fr:0000", "in:en:0000", "act:opened:a:", "act::"])
async def test_a_made_up_button_of_a_digest_gets_plain_words(house: House, lin: Person, data: str) -> None:
    menu = await lin.ask("/settings")
    menu.keyboard = ((type(menu.keyboard[0][0])("x", data),),)
    await lin.tap("x", message=menu)
    await house.server.wait_for_message(7, "out of date", after=menu.message_id)


async def test_the_latest_news_tells_only_how_a_storyline_stands_now(house: House, lin: Person) -> None:
    """As the digest does: what went before is one tap away, and stands in no place of its own."""
    before = await lin.ask("/latest 20")
    first = await house.app.services.storage.stories.since(house.clock.now() - timedelta(days=2))
    told = next(story for story in first if story.headline in before.text.splitlines()[3])
    await development(house, told.id)
    after = await lin.ask("/latest 20")
    assert "First night ferry sails early" in after.text
    assert told.headline not in after.text
    assert after.labels.count("7") == before.labels.count("7") == 1
