"""The paper boy's legs: `telegram.Bot` over aiohttp, and its answers as outcomes."""

from bot.sender.eraser import TelegramEraser
from bot.sender.keyboard import keyboard
from bot.sender.limiter import RepliesFirst
from bot.sender.patience import patiently
from bot.sender.request import AiohttpRequest
from bot.sender.telegram_sender import TelegramSender

__all__ = ["AiohttpRequest", "RepliesFirst", "TelegramEraser", "TelegramSender", "keyboard", "patiently"]
