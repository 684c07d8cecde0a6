"""Anything at all behind every command and on every button, through the real application and a loopback Bot API.

The server refuses what Telegram would refuse: broken HTML, messages and button data that are too long. So the laws are:
every command is answered, nothing fails, the answer is in the reader's language, and it tells of nobody else.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot import handlers
from bot.handlers.command_menu import ADMINS, EVERYONE
from digests.models import LANGUAGES, Language
from tests.acceptance.house import PIECES, PIECES_ZH, House, Piece, open_house
from tests.fakes.telegram_keyboard import Button
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_state import Message

STRANGER, READER, BOSS = 8_000_777, 7, 99
SECRET = Piece(
    "Quokka ledger of the lighthouse", "The quokka counted nine zeppelins above the pier. It wrote them down."
)
SECRETS = re.compile(f"quokka|zeppelin|numbat|{STRANGER}", re.IGNORECASE)
CODES = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
ODD = (
    "",
    "三",
    "２０",
    "-1",
    "0",
    "9" * 400,
    "on",
    "off",
    "OR",
    '"',
    "-",
    "/(/",
    "/.*/",
    "to:",
    "to:nobody at:never x",
    "at:25:99 x",
    "<b>粗",
    "&amp;&lt;",
    "\u202eabc\u202c",
    "👩‍🚀" * 30,
    "𠮷" * 2000,
    "渡" * 3900,
    "22:00-07",
    "２２：００－０７：００",
    "早上八点半和晚上十点",
    "mon-sun",
    "@",
    "@yaowen_test_bot",
    "-1001234567890",
    str(STRANGER),
    "s_0123456789abcdef",
    "t_world",
    "courier instant",
    "世界 财经",
    "zh-hant",
    "\n\n",
    "a\nb",
)
words = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
names = sorted({*EVERYONE, *ADMINS, "nothing", "ban", "s"})
verbs = sorted({*handlers.BUTTONS, *handlers.CHANGING_BUTTONS, "", "gone"})


@dataclass
class Stage:
    """A reader of some language in front of the bot, and a stranger with secrets."""

    house: House
    reader: Person
    language: Language
    menu: Message
    said: str = ""

    async def carry(self) -> None:
        """Bring what was said or tapped to the handlers, and return when they have done with it."""
        application, pending = self.house.app.application, self.house.server.updates.pending
        while pending:
            update = Update.de_json(pending.pop(0), application.bot)
            async with asyncio.timeout(30):
                await application.process_update(update)

    async def say(self, text: str) -> int:
        """How many messages answer the text."""
        before = len(self._answers)
        self.said += f" {text}".casefold()
        await self.reader.say(text)
        await self.carry()
        return len(self._answers) - before

    async def tap(self, data: str) -> None:
        self.said += f" {data}".casefold()
        self.menu.keyboard = ((Button("x", data),),)
        self.menu.deleted = False
        tap = await self.reader.tap("x", message=self.menu)
        await self.carry()
        await tap.wait()

    def buttons(self) -> set[str]:
        """What the buttons that are shown to the reader send."""
        rows = [row for message in self._answers if message is not self.menu for row in message.keyboard]
        return {button.data for row in rows for button in row if button.data}

    @property
    def _answers(self) -> list[Message]:
        return self.house.server.messages(self.reader.id, from_bot=True)

    def read(self) -> Iterator[str]:
        """Every text that the reader was shown."""
        for message in self._answers:
            yield from (*message.edits, message.text)


@asynccontextmanager
async def staged(language: Language, *, reader: int = READER) -> AsyncIterator[Stage]:
    async with open_house(admin_ids={BOSS}, listens=False) as house:
        await house.publish("courier", *(PIECES if language == "en" else PIECES_ZH))
        stranger = house.server.person(STRANGER, language_code="en")
        house.published["own"] = [(SECRET, house.clock.now())]
        own = house._serve("own")
        person = house.server.person(reader, language_code=CODES[language])
        begun = await person.say("/start")
        stage = Stage(house, person, language, begun)
        for text in ("/start", f"/subscribe {own}", "/mute numbat", "/watch numbats"):
            await stranger.say(text)
            await stage.carry()
        await house.read()
        await stage.carry()
        await person.say("/settings")
        await stage.carry()
        stage.menu = house.server.messages(reader, from_bot=True)[-1]
        yield stage


def check(stage: Stage, log: pytest.LogCaptureFixture) -> None:
    """No failure, and nothing of the stranger's but what the reader wrote."""
    said = stage.said
    failures = [each.getMessage() for each in log.records if each.levelno >= logging.ERROR]
    assert not failures, f"{said[-200:]!r}: {failures}"
    for text in stage.read():
        found = {each.casefold() for each in SECRETS.findall(text)}
        assert all(each in said for each in found), f"{said[-200:]!r} was answered: {text}"


laws = settings(
    deadline=None,
    max_examples=2,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@laws
@example("en", dict.fromkeys(names, "𠮷" * 2000))
@example("zh-Hans", dict.fromkeys(names, "渡" * 3900))
@given(st.sampled_from(LANGUAGES), st.fixed_dictionaries(dict.fromkeys(names, words)))
async def test_every_command_is_answered_whatever_stands_behind_it(
    caplog: pytest.LogCaptureFixture, language: Language, arguments: dict[str, str]
) -> None:
    caplog.clear()
    async with staged(language) as stage:
        for name, argument in arguments.items():
            said = f"/{name} {argument}"[:4096]
            count = await stage.say(said)
            assert count, f"no answer to {said!r}"
            if name in {"forget", "pause"}:
                await stage.say("/start")
            check(stage, caplog)


@laws
@given(st.sampled_from(LANGUAGES), st.fixed_dictionaries(dict.fromkeys(ADMINS, words)))
async def test_every_command_of_administrators_is_answered_whatever_stands_behind_it(
    caplog: pytest.LogCaptureFixture, language: Language, arguments: dict[str, str]
) -> None:
    """They may see ids; never what a reader chose or reads."""
    caplog.clear()
    async with staged(language, reader=BOSS) as stage:
        stage.said = str(STRANGER)
        for name, argument in arguments.items():
            said = f"/{name} {argument}"[:4096]
            assert await stage.say(said), f"no answer to {said!r}"
            check(stage, caplog)


@laws
@given(st.sampled_from(LANGUAGES), st.dictionaries(st.sampled_from(verbs), words, min_size=20), st.randoms())
async def test_every_button_may_be_pressed_with_anything_on_it(
    caplog: pytest.LogCaptureFixture, language: Language, forged: dict[str, str], chance: Random
) -> None:
    caplog.clear()
    async with staged(language) as stage:
        for command in ("/latest", "/digest", "/sources", "/topics", "/saved"):
            await stage.say(command)
        real = sorted(stage.buttons())
        payloads = [f"{verb}:{argument}".encode()[:64].decode(errors="ignore") for verb, argument in forged.items()]
        tampered = [each[: chance.randrange(1, len(each) + 1)] for each in chance.sample(real, min(10, len(real)))]
        for data in [*payloads, *tampered, *chance.sample(real, min(15, len(real)))]:
            await stage.tap(data)
            check(stage, caplog)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_alone_is_answered_in_the_readers_language(
    caplog: pytest.LogCaptureFixture, language: Language
) -> None:
    """Chinese answers hold Chinese in the reader's script; English ones no Chinese but the names of languages."""
    caplog.clear()
    async with staged(language) as stage:
        for name in EVERYONE:
            assert await stage.say(f"/{name}")
            text = stage.house.server.messages(READER, from_bot=True)[-1].text
            assert _is_in(text, language), f"/{name}: {text}"
            if name in {"forget", "pause"}:
                await stage.say("/start")
            if name == "language":
                await stage.say(f"/language {language}")
        check(stage, caplog)


def _is_in(text: str, language: Language) -> bool:
    without_names = re.sub("简体(?:中文)?|繁體(?:中文)?|中文|多伦多", "", text)
    if language == "en":
        return not re.search("[\u4e00-\u9fff]", without_names)
    others = {"zh-Hans": "這們個題設來說時間點報導", "zh-Hant": "这们个题设来说时间点报导"}[language]
    shared = set("這們個題設來說時間點報導") & set("这们个题设来说时间点报导")
    return bool(re.search("[\u4e00-\u9fff]", text)) and not (set(without_names) & (set(others) - shared))
