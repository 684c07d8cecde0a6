"""The composition root: everything is wired here, and only here are adapters picked."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest

from bot import handlers, obituaries
from bot.chat_changes import ChatChanges
from bot.handlers import broadcast_draft, broadcasting, command_menu, figures, inline
from bot.handlers.conversation import BotApplication, Services
from bot.handlers.introduction import introduce
from bot.render import render_edition
from bot.render_correction import render_correction
from bot.render_update import render_update
from bot.sender import AiohttpRequest, RepliesFirst, TelegramEraser, TelegramSender
from bot.settings import Settings
from digests.clock import Clock
from digests.deliveries.dispatch import Dispatcher
from digests.deliveries.pacing import PAID_PER_S, TOKEN_PER_S, Pacing
from digests.deliveries.turnstile import Turnstile
from digests.deliveries.undo import Undoer
from digests.editions.quiet import quiet_end
from digests.llm.openai_model import OpenAIModel
from digests.models import NANO
from digests.pipeline.across import AcrossLanguages
from digests.pipeline.asking import Asker
from digests.pipeline.completing import Completer
from digests.pipeline.composing import Composer
from digests.pipeline.correcting import Corrector
from digests.pipeline.following import Follower
from digests.pipeline.grouping import Grouper
from digests.pipeline.heralding import Herald
from digests.pipeline.metering import MeteredModel, Purse
from digests.pipeline.parsing import Parsers
from digests.pipeline.pushing import Pusher
from digests.pipeline.reading import Reader
from digests.pipeline.searching import Searcher
from digests.pipeline.summarizing import Summarizer
from digests.pipeline.watching import Watcher
from digests.pipeline.withdrawing import Withdrawer
from digests.ports import Fetcher, Storage
from digests.questions.limits import AskedAbout, HourlyLimit
from digests.sources.candidates import Finder
from digests.sources.fetch import HttpFetcher
from digests.storage import DatabaseFile, open_storage
from digests.storage import database_file as file_at
from digests.subscriptions.acquaintances import Acquaintances
from digests.subscriptions.choices import SourceDesk
from digests.subscriptions.desk import Desk
from digests.subscriptions.groupings import GroupingDesk
from digests.subscriptions.lists import ListDesk, Read
from digests.subscriptions.offers import LOOKUPS_PER_HOUR, OfferDesk
from digests.subscriptions.reactions import ReactionDesk
from digests.subscriptions.wishes import WishDesk
from digests.summaries.budget import Prices

log = logging.getLogger(__name__)

_UPDATES_AT_ONCE = 64
_INDEXED_AT_ONCE = 200
"""Articles for which other writes wait at most: a quarter of a second for long ones."""

_EDITIONS_KEPT = timedelta(days=30)
"""How long the buttons under a digest work."""

_FORGOTTEN_AT_ONCE = 200
"""Of each kind, in one transaction: so long everybody else's writes wait, some tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The newspaper without its paper boy: what `yaowen digest`, `sources` and `stats` need."""

    storage: Storage
    fetcher: Fetcher
    finder: Finder
    read_list: Read
    reader: Reader
    grouper: Grouper
    summarizer: Summarizer
    composer: Composer
    completer: Completer
    follower: Follower
    herald: Herald
    withdrawer: Withdrawer
    corrector: Corrector
    across: AcrossLanguages
    clock: Clock
    model: MeteredModel | None
    pusher: Pusher | None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def read(self) -> None:
        """Refresh what is due, and group what came. Who calls while another reads has the news of both."""
        async with self.reading:
            fresh = await self.reader.refresh()
            await self.group()
        if fresh:
            log.info("read: %d articles new or revised", fresh)

    async def group(self) -> None:
        """New articles find their stories; who wants them at once is made due."""
        if await self.grouper.group():
            await self.composer.prepare()
            await self.follower.tell()  # before a digest tells it without saying what it goes on from
            await self.herald.tell()
            await self.storage.subscriptions.wake_instant(self.clock.now())


@asynccontextmanager
async def open_newsroom(
    settings: Settings, *, clock: Clock, rng: random.Random, database_url: str | None = None
) -> AsyncIterator[Newsroom]:
    """Open the database (`database_url` instead of the setting's) and everything that reads and writes news.

    Raises `StorageError` when the database cannot be opened.
    """
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(open_storage(database_url or settings.database_url))
        fetcher = await stack.enter_async_context(
            HttpFetcher(clock=clock, allow_private=settings.allow_private_addresses)
        )
        parsers = await stack.enter_async_context(Parsers())
        model = _open_model(settings, storage, clock, rng, stack)
        summarizer = Summarizer(storage, model, clock, default=settings.language)
        stack.push_async_callback(summarizer.aclose)
        reader = Reader(storage, fetcher, clock, rng, base_s=settings.refresh_seconds, parsing=parsers)
        stack.push_async_callback(reader.close)
        composer = Composer(storage, summarizer, render_edition, clock, translates=model is not None)
        yield Newsroom(
            storage=storage,
            fetcher=fetcher,
            finder=Finder(fetcher, clock.sleep, parsers),
            read_list=parsers.opml,
            reader=reader,
            grouper=Grouper(storage, clock),
            summarizer=summarizer,
            composer=composer,
            completer=Completer(storage, fetcher, clock, extract=parsers.page),
            follower=Follower(storage, summarizer, render_update, clock),
            herald=Herald(storage, composer, summarizer, clock),
            withdrawer=Withdrawer(storage, fetcher, clock),
            corrector=Corrector(storage, summarizer, render_edition, render_correction, clock),
            across=AcrossLanguages(storage, model, clock),
            clock=clock,
            model=model,
            pusher=Pusher(storage, fetcher, reader, clock, rng, public_url=settings.public_url)
            if settings.public_url
            else None,
        )


def database_file(settings: Settings) -> DatabaseFile:
    """The database as a file, to be saved or replaced. Raises `StorageError` where it is none."""
    return file_at(settings.database_url)


def _open_model(
    settings: Settings, storage: Storage, clock: Clock, rng: random.Random, stack: AsyncExitStack
) -> MeteredModel | None:
    """The model, each request of which is paid for from the day's budget. A day is one of `TIMEZONE`."""
    if not settings.openai_model:
        return None
    model = OpenAIModel(
        api_key=settings.openai_api_key, base_url=settings.openai_base_url or None, model=settings.openai_model
    )
    stack.push_async_callback(model.aclose)
    budget = settings.llm_daily_budget_usd
    purse = Purse(
        zone=ZoneInfo(settings.timezone),
        prices=Prices(settings.llm_price_input or Decimal(0), settings.llm_price_output or Decimal(0)),
        budget_nusd=None if budget is None else int(budget * NANO),
    )
    return MeteredModel(model, settings.openai_model, storage.usage, clock, rng, purse)


@dataclass(frozen=True, slots=True)
class App:
    """The running bot. Each tick does what is due and returns; `bot.jobs` calls them, tests do too."""

    application: BotApplication
    services: Services
    newsroom: Newsroom
    dispatcher: Dispatcher
    undoer: Undoer
    watcher: Watcher
    wanted: asyncio.Event

    async def read(self) -> None:
        """Refresh what is due, and group what came."""
        self.wanted.clear()
        await self.newsroom.read()

    async def group(self) -> None:
        """Group what the refresh under way has stored so far: one slow source keeps nobody else's news waiting."""
        await self.newsroom.group()

    async def index(self) -> None:
        """Make some of what was stored before there was a search findable."""
        await self.newsroom.storage.search.index_backlog(limit=_INDEXED_AT_ONCE)

    async def complete(self) -> None:
        """Put the text of their pages in the place of teasers."""
        await self.newsroom.completer.complete()

    async def watch(self) -> None:
        """Tell who reads a source that died."""
        await self.watcher.watch()

    async def push(self) -> None:
        """Ask hubs to push what sources say."""
        if self.newsroom.pusher is not None:
            await self.newsroom.pusher.tend()

    async def compose(self) -> None:
        """Put the editions whose slot has come into the outbox."""
        composed = await self.newsroom.composer.compose_due()
        if composed:
            log.info("composed: %d editions", composed)

    async def look_for_withdrawn(self) -> None:
        """See whether what was told still stands where it stood."""
        await self.newsroom.withdrawer.look()

    async def correct(self) -> None:
        """Tell readers what was told to them and is not so any more."""
        corrected = await self.newsroom.corrector.correct()
        if corrected:
            log.info("corrected: %d editions", corrected)

    async def compare(self) -> None:
        """Find stories that are told in two languages."""
        await self.newsroom.across.look()

    async def follow(self) -> None:
        """Tell the developments that quiet hours have held back, and what was wanted at once."""
        await self.newsroom.follower.tell()
        await self.newsroom.herald.tell()

    async def deliver(self) -> None:
        """Send what is due in the outbox, and what becomes due meanwhile."""
        await self.dispatcher.drain()

    async def undo(self) -> None:
        """Delete some of what is to be undone."""
        await self.undoer.drain()

    async def keep_claims(self) -> None:
        """Renew the leases of what is being sent."""
        await self.dispatcher.renew()

    async def show_progress(self) -> None:
        """Start the broadcasts whose time has come, and bring the progress messages of all up to date."""
        await broadcast_draft.start_scheduled(self.services)
        await broadcasting.show_progress(self.services, self.application.bot)

    async def count(self) -> None:
        """Keep the figures of the day."""
        await figures.count_days(self.services)

    async def beat(self) -> None:
        """Note that the service is alive."""
        await self.newsroom.storage.service.beat(self.newsroom.clock.now())

    async def tidy(self) -> None:
        """Forget old editions and messages; their stories stay."""
        before = self.newsroom.clock.now() - _EDITIONS_KEPT
        while await self.newsroom.storage.service.tidy(before, limit=_FORGOTTEN_AT_ONCE):
            pass

    async def greet(self) -> None:
        """Tell Telegram the commands. The bot works without: a refusal is only logged."""
        try:
            await command_menu.register(self.application.bot, self.services.settings)
        except TelegramError as error:
            log.warning("Telegram did not take the command menu: %s", error)


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    clock: Clock,
    rng: random.Random,
    transport: BaseRequest | None = None,
    patient: bool = True,
) -> AsyncIterator[App]:
    """The bot with everything open; nothing runs yet. `transport` takes the place of HTTP to Telegram.

    Raises `StorageError`, and `ConnectionRefused` for a wrong token. A Telegram that cannot be reached is waited for,
    or, where the caller is not `patient`, a `ConnectionRefused` too.
    """
    async with AsyncExitStack() as stack:
        newsroom = await stack.enter_async_context(open_newsroom(settings, clock=clock, rng=rng))
        paid = settings.telegram_paid_broadcast
        turnstile = Turnstile(Pacing(PAID_PER_S if paid else TOKEN_PER_S), clock)
        application = _application(settings, transport, RepliesFirst(turnstile, clock), stack)
        sender = TelegramSender(application.bot, clock, paid_broadcast=paid)
        chats = ChatChanges(newsroom.storage, clock, settings.language)
        dispatcher = Dispatcher(newsroom.storage.outbox, chats, sender, clock, rng, turnstile, quiet_end)
        # Telegram takes money for messages, not for their deletion.
        unpaid = Turnstile(Pacing(TOKEN_PER_S), clock) if paid else turnstile
        undoer = Undoer(newsroom.storage.outbox, TelegramEraser(application.bot, clock), clock, unpaid)
        watcher = Watcher(
            newsroom.storage,
            newsroom.finder,
            clock,
            readers_part=obituaries.to_reader,
            operator_part=obituaries.to_operator,
            operators=sorted(settings.admin_ids),
            language=settings.language,
        )
        wanted = asyncio.Event()
        services = _services(settings, newsroom, dispatcher, wanted)
        handlers.register(application, services)
        await introduce(application, clock, patient=patient)
        stack.push_async_callback(application.shutdown)
        yield App(application, services, newsroom, dispatcher, undoer, watcher, wanted)


def _services(settings: Settings, newsroom: Newsroom, dispatcher: Dispatcher, wanted: asyncio.Event) -> Services:
    """What the handlers call."""
    storage, clock = newsroom.storage, newsroom.clock
    desk = Desk(storage, clock, language=settings.language, timezone=settings.timezone)
    searcher = Searcher(storage, clock)
    return Services(
        settings=settings,
        storage=storage,
        desk=desk,
        wishes=WishDesk(desk),
        reactions=ReactionDesk(storage, clock),
        groupings=GroupingDesk(storage, clock),
        sources=SourceDesk(storage),
        lists=ListDesk(storage, clock, newsroom.read_list),
        offers=OfferDesk(storage, newsroom.finder, clock),
        composer=newsroom.composer,
        searcher=searcher,
        asker=Asker(storage, searcher, newsroom.model),
        limit=HourlyLimit(),
        inline_limit=HourlyLimit(inline.QUERIES_PER_HOUR),
        lookups=HourlyLimit(LOOKUPS_PER_HOUR),
        acquaintances=Acquaintances(),
        asked_about=AskedAbout(),
        summarizer=newsroom.summarizer,
        model=newsroom.model,
        clock=clock,
        deliver=dispatcher.run_once,
        wake=wanted.set,
        read_now=newsroom.read,
    )


def _application(
    settings: Settings, transport: BaseRequest | None, limiter: RepliesFirst, stack: AsyncExitStack
) -> BotApplication:
    requests = (transport or AiohttpRequest(), transport or AiohttpRequest(connections=2))
    for request in requests:  # an application that Telegram never answered closes nothing by itself
        stack.push_async_callback(request.shutdown)
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token or "0:terminal")
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(requests[0])
        .get_updates_request(requests[1])
        .rate_limiter(limiter)
        .job_queue(None)
    )
    # In a terminal one line is answered after the other.
    return builder.concurrent_updates(_UPDATES_AT_ONCE if transport is None else False).build()
