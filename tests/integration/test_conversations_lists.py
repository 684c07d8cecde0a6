"""Lists of sources by file: taken in with a report, taken along and readable anywhere, refused in one sentence."""

import json
from collections.abc import AsyncIterator, Sequence

import pytest

from digests.models import LANGUAGES, Language
from digests.sources.addresses import make_source
from digests.sources.opml import read_opml
from digests.subscriptions.choices import OWN_SOURCES_LIMIT
from tests.acceptance.house import PIECES, House, open_house, rss
from tests.fakes.telegram_people import Person

CODES: dict[Language, str] = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
ADDED: dict[Language, str] = {"zh-Hans": "已加上 3 个来源", "zh-Hant": "已加上 3 個來源", "en": "3 sources are now"}
NO_LIST: dict[Language, str] = {"zh-Hans": "不是 OPML", "zh-Hant": "不是 OPML", "en": "is no OPML"}
TAKE: dict[Language, str] = {"zh-Hans": "OPML 文件", "zh-Hant": "OPML 檔案", "en": "OPML file"}
FOLDER: dict[Language, str] = {"zh-Hans": "科技", "zh-Hant": "科技", "en": "Technology"}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        await house.publish("courier", PIECES[0])
        yield house


async def reader(house: House, language: Language = "en") -> Person:
    person = house.server.person(7, language_code=CODES[language])
    await person.ask("/start")
    return person


def opml(house: House, folders: dict[str, Sequence[str]]) -> bytes:
    """A list of feeds by folder; `courier` is everybody's."""
    body = "".join(
        f'<outline text="{folder}">'
        + "".join(f'<outline text="{name}" xmlUrl="{house.feeds.url}/{name}"/>' for name in names)
        + "</outline>"
        for folder, names in folders.items()
    )
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


async def answer(house: House, person: Person, data: bytes, name: str = "feeds.opml") -> str:
    sent = await person.send_file(name, data)
    return (await house.server.wait_for_message(person.id, after=sent.message_id)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_file_is_taken_in_its_folders_as_topics_and_its_feeds_are_read(
    house: House, language: Language
) -> None:
    lin = await reader(house, language)
    house.feeds.put("/gazette", rss("gazette", [(PIECES[1], house.clock.now())]))
    said = await answer(house, lin, opml(house, {"科技": ["gazette", "lab"], "Mine": ["diary"], "World": ["courier"]}))
    assert said.startswith(ADDED[language])
    assert f"{FOLDER[language]} 2" in said
    assert "1" in said.split("2")[1], "the one without a topic, and the one that was known"
    own = (await house.subscription(7)).own_sources
    stored = {source.id: source for source, _ in await house.app.newsroom.storage.sources.all()}
    assert {(stored[each].title, stored[each].topic) for each in own} == {
        ("gazette", "technology"), ("lab", "technology"), ("diary", None),
    }  # fmt: skip
    await house.read()
    assert PIECES[1].title in (await lin.ask("/latest 9")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_no_list_is_refused_in_one_sentence_and_changes_nothing(house: House, language: Language) -> None:
    lin = await reader(house, language)
    before = await house.subscription(7)
    for data in (b"", b"<html></html>", bytes(range(256)), b"<opml><body><outline text='x'/></body></opml>"):
        assert await answer(house, lin, data)
    assert NO_LIST[language] in await answer(house, lin, b"\x89PNG")
    assert await house.subscription(7) == before


async def test_entities_are_not_expanded_and_private_places_are_not_read(house: House) -> None:
    lin = await reader(house)
    bomb = '<!DOCTYPE o [<!ENTITY a "' + "x" * 999 + '"><!ENTITY b "' + "&a;" * 99 + '">]><opml><body>'
    bomb += (
        '<outline text="&b;&b;" xmlUrl="https://a.example/feed"/><outline xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    assert "source" in await answer(house, lin, bomb.encode())
    assert len((await house.subscription(7)).own_sources) <= 1


async def test_the_limit_of_own_sources_holds_and_is_told(house: House) -> None:
    lin = await reader(house)
    said = await answer(house, lin, opml(house, {"x": [f"feed-{number}" for number in range(OWN_SOURCES_LIMIT + 7)]}))
    assert said.startswith("50 sources")
    assert "7 found no place" in said
    assert len((await house.subscription(7)).own_sources) == OWN_SOURCES_LIMIT


async def test_a_large_file_is_not_fetched_and_a_lost_one_is_asked_for_again(house: House) -> None:
    lin = await reader(house)
    assert "over 2 MB" in await answer(house, lin, bytes(2 * 1024 * 1024 + 1))
    assert not [call for call in house.server.calls if call.method == "getFile"]
    house.server.lost_files = True
    assert "once more" in await answer(house, lin, opml(house, {"x": ["diary"]}))


async def test_import_without_a_file_says_what_to_send_and_takes_the_file_it_answers(house: House) -> None:
    lin = await reader(house)
    assert "Send me the OPML file" in (await lin.ask("/import")).text
    sent = await lin.send_file("list.txt", opml(house, {"x": ["diary"]}))
    said = await lin.say("/import", reply_to=sent)
    assert "1 source is now" in (await house.server.wait_for_message(7, after=said.message_id)).text


async def test_other_files_are_not_answered(house: House) -> None:
    lin = await reader(house)
    await lin.send_file("photo.jpg", b"x")
    assert "send me the opml" in (await lin.ask("/import")).text.lower()
    assert len(house.texts(7)) == 2


async def test_in_a_group_only_administrators_bring_a_list(house: House) -> None:
    admin, member = house.server.person(8, language_code="en"), house.server.person(9, language_code="en")
    group = house.server.group(-100, "Readers", members=[member], administrators=[admin])
    await admin.ask("/start", chat=group)
    data = opml(house, {"x": ["diary"]})
    sent = await member.send_file("feeds.opml", data, caption="/import", chat=group)
    refusal = await house.server.wait_for_message(-100, after=sent.message_id)
    assert (await house.subscription(-100)).own_sources == frozenset()
    await admin.send_file("feeds.opml", data, caption="/import", chat=group)
    await house.server.wait_for_message(-100, "1", after=refusal.message_id)
    assert len((await house.subscription(-100)).own_sources) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_taken_along_is_what_is_read_and_comes_back_the_same(house: House, language: Language) -> None:
    lin = await reader(house, language)
    await answer(house, lin, opml(house, {"tech": ["gazette"], "Mine": ["diary"]}))
    said = await lin.ask("/export")
    assert TAKE[language] in said.text
    assert (said.kind, said.file_name) == ("document", "yaowen.opml")
    assert f'text="{FOLDER[language]}"'.encode() in said.file
    listed = {(source.title, source.topic) for source in read_opml(said.file)}
    assert listed == {("Courier", "world"), ("gazette", "technology"), ("diary", None)}
    own = (await house.subscription(7)).own_sources
    await answer(house, lin, said.file)
    assert (await house.subscription(7)).own_sources == own


async def test_nobody_takes_the_operators_passwords_along(house: House) -> None:
    secret = make_source("https://user:secret@intranet.example/feed", title="Intranet", topic="world")
    await house.app.newsroom.storage.sources.add([secret], house.clock.now())
    lin = await reader(house)
    said = await lin.ask("/export")
    assert b"intranet.example/feed" in said.file
    assert b"secret" not in said.file


async def test_who_may_change_the_settings_gets_everything_that_is_stored_with_them(house: House) -> None:
    lin = await reader(house)
    said = await lin.say("/export")
    stored = await house.server.wait_for_message(7, "Everything that is stored", after=said.message_id)
    document = json.loads(stored.file)
    assert document["subscriptions"][0]["chat_id"] == 7
    member = house.server.person(8, language_code="en")
    group = house.server.group(-100_8, "Readers", members=[member], administrators=[lin])
    await lin.ask("/start", chat=group)
    await member.ask("/export", chat=group)
    await member.ask("/privacy", chat=group)
    assert not any("chat_id" in (message.file or b"").decode() for message in house.server.messages(group.id))
