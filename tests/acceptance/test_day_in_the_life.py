"""Days of several people's lives, in seconds: what comes when, to whom, and what does not."""

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Secret, Settings
from digests.models import Language, Schedule, SubscriptionState
from digests.subscriptions.desk import Place
from tests.acceptance.house import PIECES, House, Piece, open_house
from tests.fakes import llm_answers
from tests.fakes.llm_server import LlmServer

SHANGHAI, TORONTO = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Toronto")
BEFORE_DST = datetime(2026, 3, 6, 16, tzinfo=UTC)
"""A Friday, 11:00 in Toronto; in the night to Sunday the clocks there go from 02:00 to 03:00."""

SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fen",
    "gar",
    "hol",
    "im",
    "jun",
    "kel",
    "lor",
    "mar",
    "nov",
    "pel",
    "ros",
    "tan",
    "vil",
)


def fresh_news() -> list[Piece]:
    """Sixty pieces that share no word of weight, so that each is a story of its own."""
    chance = random.Random(4)

    def words(count: int) -> str:
        return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(count))

    return [
        Piece(f"{words(5).capitalize()}", f"The {words(4)} was {words(5)}. And the {words(4)} will {words(5)}.")
        for _ in range(60)
    ]


@dataclass
class Diary:
    """What each chat got, with the moment at which it came."""

    house: House
    seen: set[tuple[int, int]] = field(default_factory=set)
    entries: defaultdict[int, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        for chat in self.house.server.world.chats.values():
            for message in chat.messages:
                if message.from_bot and (chat.id, message.message_id) not in self.seen:
                    self.seen.add((chat.id, message.message_id))
                    self.entries[chat.id].append((message.at, message.text))

    def minutes(self, chat_id: int, zone: ZoneInfo) -> list[str]:
        """The local minutes at which something came: `Sun 08:00`."""
        return [f"{at.astimezone(zone):%a %H:%M}" for at, _ in self.entries[chat_id]]


async def join(house: House, chat_id: int, timezone: str, schedule: Schedule, language: Language = "en") -> None:
    """A subscriber who set everything in one go."""
    desk, storage = house.app.services.desk, house.app.newsroom.storage
    house.server.person(chat_id)
    subscription, _ = await desk.start(Place(chat_id, language=language))
    await storage.subscriptions.save(replace(subscription, timezone=timezone, schedule=schedule))
    await desk.set_schedule(Place(chat_id), words_of(schedule))


def words_of(schedule: Schedule) -> str:
    days = "mon-fri " if len(schedule.days) == 5 else ""
    times = " ".join(f"{each:%H:%M}" for each in schedule.times)
    return days + times if schedule.rhythm == "times" else schedule.rhythm


async def live(house: House, diary: Diary, until: datetime, news: list[Piece]) -> None:
    """Let time pass in steps of a quarter of an hour; every three hours the feed has two pieces more."""
    step = 0
    while house.clock.now() < until:
        now = house.clock.now()
        quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
        await house.clock.advance_to(quarter)
        if step % 12 == 0 and news:
            await house.publish("courier", *(news.pop() for _ in range(2)))
        step += 1
        await house.tick()
        diary.write()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    settings = Settings(refresh_seconds=1)
    async with open_house(begin=BEFORE_DST, listens=False, limits=True, settings=settings) as house:
        yield house


async def test_four_days_with_a_change_of_clocks(house: House) -> None:
    twice = Schedule(times=(time(8), time(20)))
    await join(house, 1, "Asia/Shanghai", twice)
    await join(house, 2, "America/Toronto", Schedule(times=(time(2, 30), time(8))))
    await join(house, 3, "Asia/Shanghai", Schedule(times=(time(12),), days=frozenset(range(5))))
    await join(house, 4, "Asia/Shanghai", Schedule(rhythm="instant"))
    await join(house, 5, "Asia/Shanghai", twice)
    await house.app.services.desk.pause(Place(5))
    news, diary = fresh_news(), Diary(house)
    begun = len(news)
    await live(house, diary, BEFORE_DST + timedelta(days=4), news)

    assert diary.minutes(1, SHANGHAI) == [
        f"{day} {at}" for day in ("Sat", "Sun", "Mon", "Tue") for at in ("08:00", "20:00")
    ]
    # Friday 11:00 to Tuesday 12:00 in Toronto; on Sunday there is no 02:30, and 03:00 follows 01:59.
    assert diary.minutes(2, TORONTO) == [
        f"{day} {at}"
        for day, night in (("Sat", "02:30"), ("Sun", "03:00"), ("Mon", "02:30"), ("Tue", "02:30"))
        for at in (night, "08:00")
    ]
    assert diary.minutes(3, SHANGHAI) == ["Mon 12:00", "Tue 12:00"]
    assert len(diary.entries[4]) == (begun - len(news)) // 2, "each pair of news came at once"
    assert diary.entries[5] == []
    for chat_id in (1, 2, 3, 4):
        told = [
            line[3:]
            for _, text in diary.entries[chat_id]
            for line in text.splitlines()
            if line[:1].isdigit() and ". " in line[:4]
        ]
        assert told
        assert len(told) == len(set(told)), f"{chat_id} was told something twice"


async def test_with_nothing_new_nothing_is_sent(house: House) -> None:
    await join(house, 1, "Asia/Shanghai", Schedule(times=(time(8), time(20))))
    await house.publish("courier", *PIECES[:3])
    diary = Diary(house)
    await live(house, diary, BEFORE_DST + timedelta(days=2), [])
    assert diary.minutes(1, SHANGHAI) == ["Sat 08:00"]
    following = (await house.subscription(1)).next_due_at
    assert following is not None
    assert following > house.clock.now(), "and the next slot stands"


async def test_a_429_is_waited_for_as_told_and_holds_up_nobody_else(house: House) -> None:
    for chat_id in (1, 2, 3):
        await join(house, chat_id, "Asia/Shanghai", Schedule(times=(time(8),)))
    await house.publish("courier", *PIECES[:3])
    house.server.faults.too_many(2, retry_after=90)
    slot = datetime.combine(date(2026, 3, 7), time(8), SHANGHAI)
    await house.clock.advance_to(slot)
    await house.tick()
    assert [len(house.texts(chat_id)) for chat_id in (1, 2, 3)] == [1, 0, 1]
    await house.clock.advance(seconds=80)
    await house.tick()
    assert house.texts(2) == []
    await house.clock.advance(seconds=15)
    await house.tick()
    came = house.server.messages(2)[0].at
    assert slot + timedelta(seconds=90) <= came < slot + timedelta(seconds=100)


async def test_whoever_blocks_the_bot_is_not_written_to_again(house: House) -> None:
    for chat_id in (1, 2):
        await join(house, chat_id, "Asia/Shanghai", Schedule(times=(time(8), time(20))))
    await house.publish("courier", *PIECES[:3])
    house.server.faults.blocked(1)
    await live(house, Diary(house), BEFORE_DST + timedelta(days=3), fresh_news())
    assert len([call for call in house.server.calls if call.params.get("chat_id") == "1"]) == 1
    assert (await house.subscription(1)).state is SubscriptionState.BLOCKED
    assert len(house.texts(2)) == 6


async def test_a_source_that_fails_costs_nobody_else_anything(house: House) -> None:
    await join(house, 1, "Asia/Shanghai", Schedule(times=(time(8),)))
    for name in ("broken", "dead", "empty"):
        await house.add_feed(name)
    house.feeds.put("/broken", "<rss><channel><item><title>half")
    house.feeds.reset("/dead")
    house.feeds.put("/empty", status=500)
    await house.publish("courier", *PIECES[:3])
    await house.clock.advance(days=1)
    await house.tick()
    assert all(piece.title in house.texts(1)[0] for piece in PIECES[:3])
    states = {source.title: state for source, state in await house.app.newsroom.storage.sources.all()}
    assert states["Courier"].error is None
    assert all(states[name].error for name in ("Dead", "Empty"))


async def test_a_subscription_that_cannot_be_composed_costs_nobody_else_their_digest(house: House) -> None:
    for chat_id in (1, 2):
        await join(house, chat_id, "Asia/Shanghai", Schedule(times=(time(8),)))
    storage = house.app.newsroom.storage
    # A time zone that the next release of the database of time zones has no more.
    await storage.subscriptions.save(replace(await house.subscription(1), timezone="Asia/Atlantis"))
    await house.publish("courier", *PIECES[:3])
    await house.clock.advance(days=1)
    await house.tick()
    assert (house.texts(1), len(house.texts(2))) == ([], 1)


async def test_one_call_a_story_however_many_subscribers_and_languages() -> None:
    async with LlmServer(quoting) as llm, open_house(listens=False, settings=with_model(llm)) as house:
        languages: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant", "en", "zh-Hans", "en")
        for chat_id, language in enumerate(languages, start=1):
            await join(house, chat_id, "Asia/Shanghai", Schedule(times=(time(8),)), language)
        await house.publish("courier", *PIECES[:4])
        await house.clock.advance(days=1)
        await house.tick()
        assert llm.call_count == 4
        assert all(len(house.texts(chat_id)) == 1 for chat_id in range(1, 7))


async def test_a_story_that_several_want_at_once_is_written_once() -> None:
    async with LlmServer(quoting) as llm, open_house(listens=False, settings=with_model(llm)) as house:
        await house.publish("courier", *PIECES[:2])  # nobody is subscribed, so nothing is written beforehand
        await join(house, 1, "Asia/Shanghai", Schedule(times=(time(8),)))
        room = house.app.newsroom
        stories = await room.storage.stories.since(BEFORE_DST - timedelta(days=1))
        await asyncio.gather(*(room.summarizer.summary(story, "en") for story in stories * 5))
        assert llm.call_count == len(stories) == 2


@pytest.mark.parametrize(
    "answer",
    [
        llm_answers.malformed(),
        llm_answers.refusal(),
        llm_answers.empty(),
        llm_answers.essay(),
        llm_answers.web_page(),
        llm_answers.status(400),
        llm_answers.document({"topic": "world", "headline": {"en": "Mars invaded"}, "sentences": []}),
    ],
)
async def test_whatever_the_model_answers_the_digest_comes_with_extracts(answer: llm_answers.Answer) -> None:
    async with (
        LlmServer(lambda _: answer) as llm,
        open_house(listens=False, settings=with_model(llm)) as house,
    ):
        await join(house, 1, "Asia/Shanghai", Schedule(times=(time(8),)))
        await house.publish("courier", *PIECES[:2])
        await house.clock.advance(days=1)
        await house.tick()
        assert llm.call_count >= 2
        assert "Four sailings a night resume next month." in house.texts(1)[0]
        assert "Mars" not in house.texts(1)[0]


def with_model(llm: LlmServer) -> Settings:
    return Settings(
        refresh_seconds=1,
        openai_api_key=Secret(llm.api_key),
        openai_base_url=llm.base_url,
        openai_model=llm.model,
    )


TRANSLATED = {
    "Four sailings a night resume next month.": "下月起每晚恢复四班。",
    "The mining bureau said eleven were rescued.": "矿业局称十一人获救。",
    "The bank kept its benchmark on Wednesday.": "该行周三维持基准利率。",
    "The southern book market opened its new halls.": "南方书市启用新馆。",
}


def quoting(body: dict[str, object]) -> object:
    """A model that repeats the first sentence of the one article it is shown, and translates it."""
    asked = json.dumps(body, ensure_ascii=False)
    english, chinese = next(pair for pair in TRANSLATED.items() if pair[0] in asked)
    article = asked.split(" id=", 1)[1].split()[0]
    sentence = {
        "text": {"en": english, "zh-Hans": chinese},
        "evidence": [{"article": article, "quote": english}],
        "new": True,
    }
    return {"topic": "world", "headline": {"en": english.rstrip("."), "zh-Hans": "一则消息"}, "sentences": [sentence]}
