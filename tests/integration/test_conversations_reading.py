"""Beginning, reading and opening stories, as a person does it in the chat."""

import asyncio

import pytest

from bot.handlers.command_menu import EVERYONE
from digests.models import Language
from tests.acceptance.house import PIECES, PIECES_ZH, House
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

BRANDS: dict[Language, str] = {"zh-Hans": "要闻", "zh-Hant": "要聞", "en": "Yaowen"}
CODES: dict[Language, str] = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}


async def reader(house: House, user_id: int = 7, language: str = "en") -> Person:
    """A person who has said /start."""
    person = house.server.person(user_id, first_name="Lin", language_code=language)
    await person.ask("/start")
    return person


async def digest(house: House, person: Person) -> Message:
    """Ask for the digest and wait for the message with its numbered buttons."""
    said = await person.say("/digest")
    return await house.server.wait_for_message(person.id, lambda m: "1" in m.labels, after=said.message_id)


async def edited(house: House, message: Message, part: str) -> Message:
    """The same message once it shows this text."""
    return await house.server.wait_for_message(
        message.chat_id, lambda m: m.message_id == message.message_id and part in m.text
    )


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_start_subscribes_in_the_language_of_the_persons_telegram(house: House, language: Language) -> None:
    await reader(house, language=CODES[language])
    subscription = await house.subscription(7)
    assert (subscription.language, subscription.timezone) == (language, "Asia/Shanghai")
    welcome = house.texts(7)[0]
    assert {"zh-Hans": "每天 08:00 和 20:00", "zh-Hant": "每天 08:00 和 20:00", "en": "at 08:00 and 20:00"}[
        language
    ] in welcome


async def test_a_person_of_any_other_language_gets_the_operators(house: House) -> None:
    await reader(house, language="fr")
    assert (await house.subscription(7)).language == "zh-Hans"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("command", EVERYONE)
async def test_every_command_answers_in_the_persons_language(house: House, command: str, language: Language) -> None:
    """Also after the choice was made by command, whatever Telegram says."""
    person = await reader(house, language="en")
    await person.ask(f"/language {language}")
    answer = await person.ask(f"/{command}")
    latin = sum(character.isascii() and character.isalpha() for character in answer.text)
    chinese = sum("一" <= character <= "鿿" for character in answer.text)
    if command in ("latest", "digest"):
        assert BRANDS[language] in answer.text
    elif language == "en":
        assert latin > 0
        assert chinese == 0, answer.text
    else:
        assert chinese > 3, answer.text
        only_traditional, only_simplified = set("聞時題請發資設訂閱語"), set("闻时题请发资设订阅语")
        unwanted = only_simplified if language == "zh-Hant" else only_traditional
        labels = "".join(label for label in answer.labels if label not in {"简体", "繁體"})
        assert not unwanted & set(answer.text + labels), answer.text


async def test_the_first_digest_comes_by_the_button_of_the_welcome(house: House) -> None:
    person = await reader(house)
    await person.tap("Today's digest")
    message = await house.server.wait_for_message(7, "7 stories")
    assert message.labels[:7] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {"Ask", "Settings", "Like", "Dislike", "中文"} <= set(message.labels)
    assert "And 2 more" in message.text


async def test_what_a_digest_told_does_not_come_again_and_the_rest_does(house: House) -> None:
    person = await reader(house)
    first, second = await digest(house, person), await digest(house, person)
    titles = [title for piece in PIECES for title in [piece.title]]
    told = [[title for title in titles if title in message.text] for message in (first, second)]
    assert sorted(told[0] + told[1]) == sorted(titles)
    answer = await person.ask("/digest")
    assert answer.text.startswith("No news since 22 Nov 09:")
    assert "The next digest comes 22 Nov 20:00" in answer.text


async def test_two_taps_on_todays_digest_bring_it_once(house: House) -> None:
    person = await reader(house)
    for _ in range(4):
        await person.tap("Today's digest")
    await house.server.wait_for_message(7, lambda m: m.text.startswith("No news") or "2 stories" in m.text)
    await (await person.tap("Today's digest")).wait()
    await house.server.wait_for_message(7, lambda m: "2 stories" in m.text)
    await person.ask("/privacy")
    shown = [text for text in house.texts(7) if " stories from" in text]
    assert all(sum(piece.title in text for text in shown) == 1 for piece in PIECES), shown


async def test_a_number_opens_its_story_in_place_and_back_leads_to_the_same_digest(house: House) -> None:
    person = await reader(house)
    message = await digest(house, person)
    before, labels = message.text, message.labels
    title = message.text.split("2. ")[1].split("\n")[0]
    await person.tap("2", message=message)
    story = await edited(house, message, "Evidence")
    assert story.text.startswith(title)
    assert "1 outlet" in story.text
    await person.tap("‹ Back", message=message)
    back = await edited(house, message, before.splitlines()[0])
    assert (back.text, back.labels) == (before, labels)
    assert [m for m in house.server.messages(7, from_bot=True) if m.message_id > message.message_id] == []


async def test_back_from_a_story_of_a_list_leads_to_the_list(house: House) -> None:
    person = await reader(house)
    message = await person.ask("/latest 3")
    before = message.text
    assert "latest" in before.splitlines()[0]
    await person.tap("1", message=message)
    await edited(house, message, "Evidence")
    await person.tap("‹ Back", message=message)
    assert (await edited(house, message, "latest")).text == before


async def test_tapping_a_number_twice_is_as_tapping_it_once(house: House) -> None:
    person = await reader(house)
    message = await digest(house, person)
    taps = [await person.tap("1", message=message) for _ in range(3)]
    assert [await tap.wait() for tap in taps] == ["", "", ""]
    await edited(house, message, "Evidence")
    await person.ask("/privacy")
    assert len([text for text in house.texts(7) if "Evidence" in text]) == 1


async def test_a_tap_whose_acknowledgement_telegram_refuses_counts_all_the_same(house: House) -> None:
    """After an outage the taps of its time are too old to be acknowledged."""
    person = await reader(house)
    message = await digest(house, person)
    house.server.faults.server_error(None, method="answerCallbackQuery")
    await person.tap("1", message=message)
    await edited(house, message, "Evidence")


async def test_another_persons_digest_opens_nothing(house: House) -> None:
    person, other = await reader(house), await reader(house, 8)
    message = await digest(house, person)
    stolen = message.keyboard[0][0].data
    assert stolen is not None
    menu = await other.ask("/settings")
    menu.keyboard = message.keyboard  # as a client that makes up its own buttons would send them
    await other.tap(stolen, message=menu)
    answer = await house.server.wait_for_message(8, "out of date")
    assert not any(piece.title in answer.text for piece in PIECES)


@pytest.mark.parametrize(
    "data", ["s:0000:1", "s::", "e:", "e:0000", "o:", "menu:", "menu:x", "topic:x", "source::", "zz"]
)
async def test_a_stale_or_made_up_button_gets_plain_words(house: House, data: str) -> None:
    person = await reader(house)
    menu = await person.ask("/settings")
    menu.keyboard = ((type(menu.keyboard[0][0])("x", data),),)
    await person.tap("x", message=menu)
    answer = await house.server.wait_for_message(7, lambda m: m.message_id > menu.message_id)
    assert "/latest" in answer.text


async def test_latest_takes_a_number_a_topic_or_words(house: House) -> None:
    await house.add_feed("nothing", topic="sports")
    person = await reader(house)
    assert (await person.ask("/latest 2")).labels[:2] == ["1", "2"]
    assert "Night ferries" in (await person.ask("/latest ferries")).text
    assert "9 stories" in (await person.ask("/latest 20")).text
    assert "7 stories" in (await person.ask("/latest world")).text
    assert "7 stories" in (await person.ask("/latest 国际")).text
    assert "under Sports" in (await person.ask("/latest sports")).text
    nothing = await person.ask("/latest <b>zeppelin")
    assert "<b>zeppelin" in nothing.text


async def test_who_has_not_begun_can_read_the_latest_and_is_told_how_to_begin(house: House) -> None:
    person = house.server.person(5, language_code="en")
    for command in ("/latest 3", "/digest"):
        said = await person.say(command)
        await house.server.wait_for_message(5, "/start", after=said.message_id)
    listed = next(m for m in house.server.messages(5, from_bot=True) if "1" in m.labels)
    await person.tap("1", message=listed)
    await house.server.wait_for_message(5, "Evidence")
    with pytest.raises(AssertionError, match="no subscription"):
        await house.subscription(5)


async def test_an_untranslated_story_says_so(house: House) -> None:
    await house.publish("ribao", *PIECES_ZH)
    person = await reader(house)
    answer = await person.ask("/latest 渡轮")
    assert "(in Simplified Chinese, not translated)" in answer.text
    await person.ask("/language zh-hant")
    converted = await person.ask("/latest 渡轮")
    assert "海港城與對岸恢復夜航渡輪" in converted.text
    assert "未翻譯" not in converted.text


async def test_nothing_is_lost_when_many_speak_at_once(house: House) -> None:
    people = [await reader(house, number) for number in range(20, 32)]
    digests = await asyncio.gather(*(digest(house, person) for person in people))
    assert {message.chat_id for message in digests} == set(range(20, 32))
