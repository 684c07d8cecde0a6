"""The store of which channels are managed from which private chat."""

from typing import Protocol

from digests.models import Channel


class ChannelStore(Protocol):
    """Managed channels. Whether somebody still may is asked of Telegram, never remembered."""

    async def manage(self, chat_id: int, channel: Channel) -> None:
        """Keep the channel, and let the commands of the private chat serve it and no other."""
        ...

    async def managed(self, chat_id: int) -> list[Channel]:
        """The channels of a private chat, by title."""
        ...

    async def active(self, chat_id: int) -> Channel | None:
        """The channel that the commands of this private chat serve; None when they serve itself."""
        ...

    async def leave(self, chat_id: int) -> None:
        """The commands of the private chat serve itself again."""
        ...

    async def drop(self, chat_id: int, channel_id: int) -> None:
        """The channel is not managed from there any more; what it gets stays as it is."""
        ...
