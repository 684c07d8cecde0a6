"""What chats do to us, for the dispatcher: blocked, moved, lost a topic. The last is told to whom it may concern."""

from bot.texts import texts_for
from digests.clock import Clock
from digests.models import Language, NewDelivery, Part, Urgency, subscription_id
from digests.ports import Storage


class ChatChanges:
    """Implements `digests.deliveries.dispatch.Chats` over the storage."""

    def __init__(self, storage: Storage, clock: Clock, language: Language) -> None:
        """`language` is that of a chat of which nothing is stored."""
        self._storage = storage
        self._clock = clock
        self._language = language

    async def block(self, chat_id: int) -> None:
        """The chat takes nothing more."""
        await self._storage.subscriptions.block(chat_id)

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """The group became a supergroup."""
        await self._storage.subscriptions.move(chat_id, new_chat_id)

    async def leave_topic(self, chat_id: int, thread_id: int) -> bool:
        """The topic is gone: its digests come to the general topic, and a message there tells the administrators.

        The outbox takes that message once, whoever finds out how often.
        """
        if not await self._storage.subscriptions.leave_topic(chat_id, thread_id):
            return False
        subscription = await self._storage.subscriptions.find(subscription_id(chat_id))
        texts = texts_for(subscription.language if subscription else self._language)
        notice = NewDelivery(
            owner=f"topic-gone:{chat_id}/{thread_id}",
            chat_id=chat_id,
            part=Part(texts("topic-gone")),
            due_at=self._clock.now(),
            urgency=Urgency.DIGEST,
            subscription_id=subscription_id(chat_id),
        )
        await self._storage.outbox.add([notice])
        return True
