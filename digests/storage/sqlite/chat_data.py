"""Everything that is stored about one chat: where it stands, how it is shown to the person, how it goes."""

import json
from typing import Any

import sqlite_utils

from digests.storage.sqlite.values import moment

_OWN = "subscription_id IN (SELECT id FROM subscriptions WHERE chat_id = :chat)"
_SENT = "delivery_id IN (SELECT id FROM deliveries WHERE chat_id = :chat)"
_ITEMS = """
    id IN (SELECT items_id FROM editions e JOIN subscriptions s ON s.id = e.subscription_id WHERE s.chat_id = :chat)
"""
CHAT_TABLES: dict[str, str] = {
    "subscriptions": "chat_id = :chat",
    "own_sources": _OWN,
    "editions": _OWN,
    "edition_items": _ITEMS,
    "told": _OWN,
    "reactions": _OWN,
    "ratings": _OWN,
    "constraints": "user_id = :chat",
    "deliveries": "chat_id = :chat",
    "delivery_parts": _SENT,
    "broadcasts": "chat_id = :chat",
    "managed_channels": "chat_id = :chat OR channel_id = :chat",
    "bans": "chat_id = :chat",
    "admin_actions": "admin_id = :chat",
}
"""Every table that holds anything about a chat, with the condition that finds it."""

OPERATORS_OWN = frozenset({"bans", "admin_actions"})
"""Those that `forget` leaves: who was shut out stays so, and what an administrator did stays done."""

# Administrators' broadcasts went to others and stay in the operator's records, but not whose they were.
_DISOWN = "UPDATE broadcasts SET chat_id = 0, progress_message_id = NULL WHERE chat_id = ?"
# A private chat has the number of its person. What administrators ruled counts for all and stays, as nobody's.
_UNSAY = "DELETE FROM constraints WHERE user_id = ? AND is_admin = 0"
_UNSIGN = "UPDATE OR REPLACE constraints SET user_id = 0 WHERE user_id = ?"
_OWN_SOURCES_ALONE = """
    SELECT DISTINCT o.source_id FROM subscriptions s JOIN own_sources o ON o.subscription_id = s.id
    WHERE s.chat_id = :chat AND NOT EXISTS (
        SELECT 1 FROM own_sources x JOIN subscriptions y ON y.id = x.subscription_id
        WHERE x.source_id = o.source_id AND y.chat_id <> :chat
    )
"""


def forget(db: sqlite_utils.Database, chat_id: int) -> None:
    """Editions, own sources, reactions and what was told go with their subscription."""
    alone = [row[0] for row in db.execute(_OWN_SOURCES_ALONE, {"chat": chat_id})]
    for source in alone:
        db.table("sources").delete_where("id = ? AND shared = 0", [source])
    db.table("deliveries").delete_where("chat_id = ?", [chat_id])
    db.table("subscriptions").delete_where("chat_id = ?", [chat_id])
    db.table("managed_channels").delete_where("chat_id = ? OR channel_id = ?", [chat_id, chat_id])
    for statement in (_DISOWN, _UNSAY, _UNSIGN):
        db.execute(statement, [chat_id])


def everything(db: sqlite_utils.Database, chat_id: int) -> dict[str, list[dict[str, object]]]:
    """Every row about the chat by table, moments as ISO 8601 and lists as lists; tables that hold none are left out."""
    found = {
        table: [
            {name: _shown(name, value) for name, value in row.items()}
            for row in db.query(f"SELECT * FROM {table} WHERE {where}", {"chat": chat_id})  # noqa: S608 - our own names
        ]
        for table, where in CHAT_TABLES.items()
    }
    return {table: rows for table, rows in found.items() if rows}


def _shown(name: str, value: Any) -> object:
    if isinstance(value, int) and (name == "at" or name.endswith(("_at", "_until"))):
        return moment(value).isoformat()
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:  # a text that only begins like one
            return value
    return value
