"""The fake Telegram keeps Telegram's laws, and python-telegram-bot takes it for the real one."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.fakes.telegram_server import TelegramServer

READER = 7
GROUP = -1007


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        running.person(READER, first_name="Lin", language_code="zh-hans")
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=f"{server.url}/bot") as connected:
        yield connected


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"tap:{label}") for label in labels]])


async def test_a_message_is_kept_as_it_is_read(server: TelegramServer, bot: Bot) -> None:
    """Plain text after parsing, entities with UTF-16 offsets, links and labels are what the driver shows."""
    sent = await bot.send_message(
        READER, '😀 <b>夜航</b> &amp; <a href="https://a.test/x">海港</a>', "HTML", reply_markup=keyboard("1", "2")
    )
    [kept] = server.messages(READER)
    assert kept.text == sent.text == "😀 夜航 & 海港"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 2), ("text_link", 8, 2)]
    assert kept.links == [("海港", "https://a.test/x")]
    assert kept.labels == ["1", "2"]
    assert server.transcript(READER) == "[1] bot: 😀 夜航 & 海港\n    [1] [2]"


async def reply_to_start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_message("你好", reply_markup=keyboard("English"))


async def switch_language(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert isinstance(update.callback_query, CallbackQuery)
    await update.callback_query.answer("done")
    await update.callback_query.edit_message_text("Hello")


async def test_a_real_application_holds_a_conversation(server: TelegramServer) -> None:
    """A command, its answer, a tap, its notice and the edit go through an Application that polls."""
    application: Application = (  # type: ignore[type-arg]  # its six parameters say nothing here
        ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").build()
    )
    application.add_handler(CommandHandler("start", reply_to_start))
    application.add_handler(CallbackQueryHandler(switch_language))
    person = server.person(READER)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling()
        reply = await person.ask("/start")
        tap = await person.tap("English")
        assert await tap.wait() == "done"
        edited = await server.wait_for_message(READER, "Hello")
        await application.updater.stop()
        await application.stop()
    assert edited is reply
    assert (edited.edits, edited.labels) == (["你好"], [])
