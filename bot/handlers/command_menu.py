"""The command menu that Telegram shows, in each language it can tell apart."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.settings import Settings
from bot.texts import Texts, texts_for

log = logging.getLogger(__name__)

EVERYONE = (
    "digest",
    "latest",
    "since",
    "search",
    "saved",
    "why",
    "ask",
    "topics",
    "sources",
    "schedule",
    "settings",
    "language",
    "timezone",
    "quiet",
    "pictures",
    "mute",
    "watch",
    "subscribe",
    "unsubscribe",
    "unmute",
    "unwatch",
    "import",
    "export",
    "channel",
    "pause",
    "resume",
    "help",
    "privacy",
    "forget",
    "start",
)
ADMINS = ("broadcast", "stats", "usage", "health", "users", "ban", "unban", "addsource", "removesource")


def menu_of(texts: Texts, *, admin: bool = False) -> list[BotCommand]:
    """The commands with their descriptions, most used first; administrators see theirs too."""
    names = EVERYONE + ADMINS if admin else EVERYONE
    return [BotCommand(name, texts.plain(f"command-{name}")) for name in names]


async def register(bot: Bot, settings: Settings) -> None:
    """Tell Telegram the commands and what the bot is.

    Telegram keeps one text a two-letter language: `zh` gets Simplified Chinese, and who chooses another language
    gets the menu of the own chat in it.
    """
    default, english, chinese = texts_for(settings.language), texts_for("en"), texts_for("zh-Hans")
    for texts, code in ((default, None), (english, "en"), (chinese, "zh")):
        await bot.set_my_commands(menu_of(texts), language_code=code)
        await bot.set_my_description(texts.plain("bot-description"), language_code=code)
        await bot.set_my_short_description(texts.plain("bot-short-description"), language_code=code)
    for admin_id in sorted(settings.admin_ids):
        try:
            await bot.set_my_commands(menu_of(default, admin=True), scope=BotCommandScopeChat(admin_id))
        except TelegramError as error:  # an administrator who has not opened the chat yet
            log.info("no command menu for an administrator yet: %s", type(error).__name__)
