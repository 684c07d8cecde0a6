"""What is stored about a chat, said table by table: the tests compare it with the database itself."""

from bot.texts import Texts

LINES: dict[str, tuple[str, ...]] = {
    "privacy-settings": ("subscriptions", "own_sources"),
    "privacy-digests": ("editions", "edition_items", "told"),
    "privacy-channels": ("managed_channels",),
    "privacy-reactions": ("reactions", "ratings"),
    "privacy-constraints": ("constraints",),
    "privacy-deliveries": ("deliveries", "delivery_parts"),
    "privacy-bans": ("bans",),
}
"""Each line of the answer with the tables that it speaks of."""

ADMIN_LINES: dict[str, tuple[str, ...]] = {"privacy-broadcasts": ("broadcasts", "admin_actions")}


def privacy(texts: Texts, *, admin: bool) -> str:
    """The answer to /privacy; administrators are told what is stored about them besides."""
    keys = [*LINES, *(ADMIN_LINES if admin else ())]
    return "\n".join([texts("privacy-title"), *(f"· {texts(key)}" for key in keys), texts("privacy-end")])
