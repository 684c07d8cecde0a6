"""What this process answers the world: Telegram's updates, and hubs that push feeds."""

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.app import App
from bot.handlers.webhook import WebhookDoor
from bot.hub_door import HubDoor
from bot.jobs import Role
from bot.listener import Door, listen
from digests.pipeline.pushing import PATH


@dataclass(frozen=True, slots=True)
class Doors:
    """What is open: the ports that are listened on, and who reads what hubs push."""

    ports: tuple[int, ...] = ()
    hubs: HubDoor | None = None


@asynccontextmanager
async def open_doors(app: App, roles: Collection[Role], secret: str) -> AsyncIterator[Doors]:
    """Listen as the settings say, if they do, with the doors of these roles.

    `secret` is what Telegram proves itself with. Raises `CannotListen`.
    """
    settings, doors, addresses = app.services.settings, dict[str, Door](), dict[tuple[str, int], None]()
    hubs = None
    if settings.telegram_webhook_url and "bot" in roles:
        doors[_path_of(settings.telegram_webhook_url)] = WebhookDoor(app.application, secret)
        addresses[settings.telegram_webhook_listen] = None
    if app.newsroom.pusher is not None and "refresh" in roles:
        hubs = HubDoor(app.newsroom.pusher, app.newsroom.clock)
        doors[_path_of(settings.public_url) + PATH] = hubs
        addresses[settings.public_listen] = None
    if not doors:
        yield Doors()
        return
    # The longest path first: a webhook at the root must not answer for what is below it.
    by_length = {path: doors[path] for path in sorted(doors, key=len, reverse=True)}
    async with AsyncExitStack() as stack:
        if hubs is not None:
            stack.push_async_callback(hubs.close)
        ports = await stack.enter_async_context(listen(list(addresses), by_length))
        yield Doors(tuple(ports), hubs)


def _path_of(url: str) -> str:
    return urlsplit(url).path.rstrip("/")
