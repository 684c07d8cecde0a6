"""What is to be known of a chat before it is answered, looked up at once: every answer begins with it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from digests.models import Channel, Subscription, SubscriptionId


@dataclass(frozen=True, slots=True)
class Reception:
    """Whether one of those who speak is banned, the channel that the chat manages, and its own subscription."""

    is_banned: bool = False
    channel: Channel | None = None
    subscription: Subscription | None = None


class ReceptionStore(Protocol):
    """Looks."""

    async def look(self, speakers: Collection[int], chat_id: int, own_id: SubscriptionId) -> Reception:
        """`speakers`: chats and persons that may be banned."""
        ...
