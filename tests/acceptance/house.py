"""The whole bot in one process for a test: loopback Bot API, loopback feeds, SQLite, and the real application.

    async with open_house(admin_ids={1}) as house:
        await house.publish("ferry", article("Night ferries return", "Four sailings a night. Half price."))
        lin = house.server.person(7, language_code="en")
        await lin.ask("/start")

Updates arrive by long polling. Nothing ticks by itself: `tick` does once what the service does all the time.
"""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from bot.app import App, open_app
from bot.commands.serve import UPDATES
from bot.settings import Secret, Settings
from digests.models import Language, Subscription, Topic, subscription_id
from digests.sources.addresses import make_source
from tests.fakes.fake_clock import FakeClock
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

BEGIN = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
"""A Sunday, 09:30 in Shanghai."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article that a feed of the test publishes. `age` is how long before its publication it says it was written."""

    title: str
    text: str
    age: timedelta = timedelta(minutes=5)


# Events that share no name, number or word of weight, so that each is a story of its own.
PIECES = (
    Piece("Night ferries return to Haigang", "Four sailings a night resume next month. Tickets cost half at first."),
    Piece("Eleven rescued from flooded Beishan mine", "The mining bureau said eleven were rescued. Two are missing."),
    Piece("Central bank holds its rate steady", "The bank kept its benchmark on Wednesday. Traders expect a cut."),
    Piece("Book market moves to old printing works", "The southern book market opened its new halls. Rents stay."),
    Piece("Glacier lake drained by engineers", "Pumps lowered the water above Yunling village. Families went home."),
    Piece(
        "Orchestra names its first woman conductor", "Musicians voted on Thursday for Mei Aronsen. She starts in May."
    ),
    Piece("Rail strike ends after nine days", "Drivers accepted a pay offer overnight. Trains run from Monday."),
    Piece("Vaccine trial shows early promise", "Researchers reported antibodies in mice. Human tests are planned."),
    Piece(
        "Football club buried in debt finds buyer", "A cooperative of fans takes over the stadium. Creditors agreed."
    ),
)
PIECES_ZH = (
    Piece("海港城与对岸恢复夜航渡轮", "两地周六同意下月起每晚开行四班，首月票价减半。票务系统尚未接通。"),
    Piece("北山矿井透水，十一人获救", "矿业局周五称十一人获救，仍有两人失联。现场水位已经下降。"),
    Piece("城南旧书市迁入印刷厂", "经营三十年的城南书市本周迁入旧印刷厂。摊主说租金两年不变。"),
)


@dataclass
class House:
    """What stands ready; see the module's description."""

    app: App
    server: TelegramServer
    feeds: FeedServer
    clock: FakeClock
    published: dict[str, list[tuple[Piece, datetime]]] = field(default_factory=dict)

    async def add_feed(self, name: str, *, topic: Topic | None = "world", language: Language | None = "en") -> None:
        """A source of everybody's at `/name`, still empty."""
        address = self._serve(name)
        source = make_source(address, title=name.capitalize(), topic=topic, language=language)
        await self.app.newsroom.storage.sources.add([source], self.clock.now())

    async def publish(self, name: str, *pieces: Piece) -> None:
        """The feed has these articles too from now on, and the bot has read and grouped them."""
        if name not in self.published:
            await self.add_feed(name, language="zh-Hans" if pieces[0].title[0] > "z" else "en")
        now = self.clock.now()
        self.published[name] += [(piece, now - piece.age) for piece in pieces]
        self._serve(name)
        await self.read()

    async def read(self) -> None:
        """Let every feed be looked at, and do what follows from it."""
        await self.clock.advance(seconds=self.app.services.settings.refresh_seconds * 1.2)
        await self.app.read()

    async def tick(self) -> None:
        """Compose and send everything that is due."""
        await self.app.follow()
        await self.app.compose()
        async with self.clock.driven():
            while await self.app.dispatcher.drain():
                pass
        await self.app.show_progress()

    async def subscription(self, chat_id: int, thread_id: int | None = None) -> Subscription:
        """The stored subscription; AssertionError when there is none."""
        found = await self.app.newsroom.storage.subscriptions.find(subscription_id(chat_id, thread_id))
        assert found is not None, f"chat {chat_id} has no subscription"
        return found

    def texts(self, chat_id: int) -> list[str]:
        """What the bot wrote to a chat, as it stands."""
        return [message.text for message in self.server.messages(chat_id, from_bot=True)]

    def _serve(self, name: str) -> str:
        pieces = self.published.setdefault(name, [])
        return self.feeds.put(f"/{name}", rss(name, pieces))


def rss(name: str, pieces: Sequence[tuple[Piece, datetime]]) -> str:
    """A feed document."""
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>https://{name}.example/{number}</link>"
        f"<guid>{name}-{number}</guid><pubDate>{format_datetime(at)}</pubDate>"
        f"<description>{escape(f'<p>{piece.text}</p>')}</description></item>"
        for number, (piece, at) in enumerate(pieces)
    )
    link = f"<link>https://{name}.example/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{link}{items}</channel></rss>'


@asynccontextmanager
async def open_house(
    *,
    begin: datetime = BEGIN,
    listens: bool = True,
    limits: bool = False,
    allow_private: bool = True,
    database_url: str = "sqlite://",
    settings: Settings | None = None,
    admin_ids: frozenset[int] | set[int] = frozenset(),
) -> AsyncIterator[House]:
    """A house at `begin`. `listens`: updates are fetched by long polling; `limits`: Telegram's flood limits hold."""
    clock = FakeClock(begin)
    async with (
        TelegramServer(limits=limits, monotonic=clock.monotonic, now=clock.now) as server,
        FeedServer() as feeds,
        clock.driven(),
    ):
        chosen = replace(
            settings or Settings(),
            telegram_bot_token=Secret(server.token),
            telegram_api_url=server.url,
            allow_private_addresses=allow_private,
            admin_ids=frozenset(admin_ids),
            database_url=database_url,
        )
        async with open_app(chosen, clock=clock, rng=random.Random(7)) as app:
            house = House(app, server, feeds, clock)
            if not listens:
                yield house
                return
            updater = app.application.updater
            assert updater is not None
            await app.application.start()
            await updater.start_polling(allowed_updates=UPDATES, poll_interval=0)
            try:
                yield house
            finally:
                await updater.stop()
                await app.application.stop()
