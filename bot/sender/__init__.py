"""The paper boy's legs: `telegram.Bot` over aiohttp, and its answers as outcomes."""

from bot.sender.eraser import TelegramEraser
from bot.sender.keyboard import keyboard
from bot.sender.limiter import RepliesFirst
from bot.sender.patience import patiently
from bot.sender.preview import NO_PREVIEW, preview
from bot.sender.request import AiohttpRequest
from bot.sender.telegram_sender import TelegramSender

__all__ = [
    "NO_PREVIEW",
    "AiohttpRequest",
    "RepliesFirst",
    "TelegramEraser",
    "TelegramSender",
    "keyboard",
    "patiently",
    "preview",
]
