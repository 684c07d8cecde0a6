"""What is known of a chat before it is answered."""

from digests.models import Channel
from digests.ports import Storage
from digests.ports.receptions import Reception
from tests.factories import NOW, make_subscription

READER = make_subscription()
CHANNEL = Channel(-100_777, "Harbour news", active=True)


async def test_of_a_stranger_nothing_is_known(storage: Storage) -> None:
    assert await storage.receptions.look({1}, 1, READER.id) == Reception()


async def test_subscription_channel_and_ban_are_found_in_one_look(storage: Storage) -> None:
    await storage.subscriptions.save(READER)
    await storage.channels.manage(READER.chat_id, CHANNEL)
    look = storage.receptions.look
    assert await look({READER.chat_id}, READER.chat_id, READER.id) == Reception(False, CHANNEL, READER)
    await storage.channels.leave(READER.chat_id)
    await storage.admins.ban(5, 1, NOW)
    assert await look({READER.chat_id, 5}, READER.chat_id, READER.id) == Reception(True, None, READER)
    assert not (await look((), READER.chat_id, READER.id)).is_banned
