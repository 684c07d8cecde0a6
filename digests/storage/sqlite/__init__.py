"""The `Storage` port on one SQLite file, through sqlite-utils.

    database                        the threads, the connections, the transactions
    database_file                   the database as one file, saved and replaced
    migrations                      the schema, version by version
    values, documents               what moments, lists and nested values look like in a column
    rows, chat_rows, delivery_rows  row <-> model
    claims                          what runs for every message of the outbox
    sources, articles, ... service  one store an aggregate

Each store method hands one function to the database, which runs it as one transaction.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from digests.storage.sqlite.admins import SqliteAdmins
from digests.storage.sqlite.articles import SqliteArticles
from digests.storage.sqlite.broadcasts import SqliteBroadcasts
from digests.storage.sqlite.channels import SqliteChannels
from digests.storage.sqlite.constraints import SqliteConstraints
from digests.storage.sqlite.corrections import SqliteCorrections
from digests.storage.sqlite.database import Database, open_database
from digests.storage.sqlite.deaths import SqliteDeaths
from digests.storage.sqlite.echoes import SqliteEchoes
from digests.storage.sqlite.editions import SqliteEditions
from digests.storage.sqlite.features import SqliteFeatures
from digests.storage.sqlite.files import SqliteFiles
from digests.storage.sqlite.offers import SqliteOffers
from digests.storage.sqlite.outbox import SqliteOutbox
from digests.storage.sqlite.pages import SqlitePages
from digests.storage.sqlite.pairings import SqlitePairings
from digests.storage.sqlite.pushes import SqlitePushes
from digests.storage.sqlite.reactions import SqliteReactions
from digests.storage.sqlite.receptions import SqliteReceptions
from digests.storage.sqlite.repeats import SqliteRepeats
from digests.storage.sqlite.search import SqliteSearch
from digests.storage.sqlite.service import SqliteService
from digests.storage.sqlite.sources import SqliteSources
from digests.storage.sqlite.stories import SqliteStories
from digests.storage.sqlite.subscriptions import SqliteSubscriptions
from digests.storage.sqlite.summaries import SqliteSummaries
from digests.storage.sqlite.usage import SqliteUsage


class SqliteStorage:
    """Every store over one opened database."""

    def __init__(self, database: Database) -> None:
        self.sources = SqliteSources(database)
        self.files = SqliteFiles(database)
        self.articles = SqliteArticles(database)
        self.search = SqliteSearch(database)
        self.stories = SqliteStories(database)
        self.pairings = SqlitePairings(database)
        self.features = SqliteFeatures(database)
        self.echoes = SqliteEchoes(database)
        self.constraints = SqliteConstraints(database)
        self.summaries = SqliteSummaries(database)
        self.corrections = SqliteCorrections(database)
        self.usage = SqliteUsage(database)
        self.subscriptions = SqliteSubscriptions(database)
        self.editions = SqliteEditions(database)
        self.outbox = SqliteOutbox(database)
        self.broadcasts = SqliteBroadcasts(database)
        self.channels = SqliteChannels(database)
        self.receptions = SqliteReceptions(database)
        self.reactions = SqliteReactions(database)
        self.offers = SqliteOffers(database)
        self.pages = SqlitePages(database)
        self.deaths = SqliteDeaths(database)
        self.pushes = SqlitePushes(database)
        self.repeats = SqliteRepeats(database)
        self.admins = SqliteAdmins(database)
        self.service = SqliteService(database)


@asynccontextmanager
async def open_sqlite(path: str | Path) -> AsyncIterator[SqliteStorage]:
    """Open the file, made with its folders where it is missing; `:memory:` lives until it is closed.

    Raises `StorageError` when the file is no database of ours, cannot be written, or is of a newer version.
    """
    database = await open_database(path)
    try:
        yield SqliteStorage(database)
    finally:
        await database.close()
