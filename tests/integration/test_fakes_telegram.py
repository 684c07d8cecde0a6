"""The fake Telegram keeps Telegram's laws, and python-telegram-bot takes it for the real one."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CallbackQuery,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden
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
    source = '😀 <b>夜航</b> &amp; <a href="https://a.test/x">海港</a>'
    sent = await bot.send_message(READER, source, "HTML", reply_markup=keyboard("1", "2"), disable_notification=True)
    [kept] = server.messages(READER)
    assert kept.text == sent.text == "😀 夜航 & 海港"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 2), ("text_link", 8, 2)]
    assert (kept.html, kept.links, kept.labels) == (source, [("海港", "https://a.test/x")], ["1", "2"])
    assert kept.silent
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
    assert server.transcript(READER) == "[1] Lin: /start\n[2] bot (edited 1x): Hello"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>海", "can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("利率 < 2", 'can\'t parse entities: unsupported start tag "" at byte offset 7'),
        ("<b> </b>", "text must be non-empty"),
        ("海" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_a_text_that_telegram_refuses_is_refused(
    server: TelegramServer, bot: Bot, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(READER, text, "HTML")
    assert caught.value.message.lower() == reason.lower()
    assert server.messages(READER) == []


async def test_a_text_may_fill_4096_units_after_parsing(server: TelegramServer, bot: Bot) -> None:
    """Tags and escapes do not count, a character outside the basic plane counts twice."""
    await bot.send_message(READER, "<b>" + "&amp;" * 4094 + "😀</b>", "HTML")
    [kept] = server.messages(READER)
    assert (len(kept.text), kept.entities[0].length) == (4095, 4096)


async def test_an_edit_that_changes_nothing_is_refused(server: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_message(READER, "<b>1</b>", "HTML", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="is not modified"):
        await sent.edit_text("<strong>1</strong>", "HTML", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="is not modified"):
        await sent.edit_reply_markup(keyboard("a"))
    await sent.edit_reply_markup(keyboard("b"))
    assert server.messages(READER)[0].labels == ["b"]
    await sent.edit_text("1", reply_markup=keyboard("b"))
    assert server.messages(READER)[0].edits == ["1"]


async def test_only_the_bot_s_own_standing_messages_can_be_edited(server: TelegramServer, bot: Bot) -> None:
    said = await server.person(READER).say("hello")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", READER, said.message_id)
    sent = await bot.send_message(READER, "x", reply_markup=keyboard("a"))
    await sent.delete()
    with pytest.raises(BadRequest, match="to edit not found"):
        await sent.edit_text("y")
    with pytest.raises(BadRequest, match="to delete not found"):
        await sent.delete()
    assert server.messages(READER, from_bot=True)[0].deleted
    with pytest.raises(LookupError, match="deleted"):
        await server.person(READER).tap("a")


async def test_a_copy_carries_text_entities_and_file(server: TelegramServer, bot: Bot) -> None:
    server.person(8)
    sent = await bot.send_document(READER, b"<opml/>", caption="<b>附件</b>", parse_mode="HTML", filename="a.opml")
    await bot.copy_message(8, READER, sent.message_id)
    [copy] = server.messages(8)
    assert (copy.text, copy.entities[0].kind, copy.kind, copy.file_name) == ("附件", "bold", "document", "a.opml")
    photo = await bot.send_photo(READER, b"png", caption="图")
    assert (photo.caption, len(photo.photo)) == ("图", 1)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(READER, b"png", caption="图" * 1025)
    with pytest.raises(BadRequest, match="to copy not found"):
        await bot.copy_message(8, READER, 99)


async def test_a_tap_is_answered_once(server: TelegramServer, bot: Bot) -> None:
    await bot.send_message(READER, "x", reply_markup=keyboard("a"))
    tap = await server.person(READER).tap("tap:a")
    assert tap.data == "tap:a"
    await bot.answer_callback_query(tap.id, "ok", show_alert=True)
    assert (await tap.wait(), tap.alert) == ("ok", True)
    with pytest.raises(BadRequest, match="query id is invalid"):
        await bot.answer_callback_query(tap.id)


async def test_a_reply_needs_its_message(server: TelegramServer, bot: Bot) -> None:
    said = await server.person(READER).say("/why")
    sent = await bot.send_message(READER, "x", reply_parameters=ReplyParameters(said.message_id))
    assert sent.reply_to_message is not None
    assert server.messages(READER)[-1].reply_to is said
    with pytest.raises(BadRequest, match="to be replied not found"):
        await bot.send_message(READER, "x", reply_parameters=ReplyParameters(99))
    await bot.send_message(READER, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))


async def test_commands_are_kept_by_scope_and_language(server: TelegramServer, bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("start", "开始")], scope, "zh")
    await bot.set_my_commands([BotCommand("help", "Help")])
    assert server.commands["all_private_chats", "zh"] == [{"command": "start", "description": "开始"}]
    assert [c.command for c in await bot.get_my_commands()] == ["help"]
    assert await bot.get_my_commands(language_code="en") == ()
    await bot.delete_my_commands(scope, "zh")
    assert await bot.get_my_commands(scope, "zh") == ()


async def test_commands_and_descriptions_that_telegram_refuses_are_refused(server: TelegramServer, bot: Bot) -> None:
    """A language code has two letters, so Traditional Chinese has no command list of its own."""
    with pytest.raises(BadRequest, match=r"(?i)invalid language code"):
        await bot.set_my_commands([BotCommand("start", "x")], language_code="zh-hant")
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Start", "x")])
    await bot.set_my_description("要闻", language_code="zh")
    await bot.set_my_short_description("News")
    assert server.descriptions == {("description", "zh"): "要闻", ("short_description", ""): "News"}
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_a_group_knows_its_members_and_administrators(server: TelegramServer, bot: Bot) -> None:
    reader, boss = server.person(READER), server.person(8, first_name="Mei")
    group = server.group(GROUP, "Readers", members=[reader], administrators=[boss])
    await group.add_bot(by=boss, administrator=True)
    assert (await bot.get_chat(GROUP)).title == "Readers"
    administrators = await bot.get_chat_administrators(GROUP)
    assert {member.user.id for member in administrators} == {boss.id, bot.id}
    assert isinstance(administrators[0], ChatMemberAdministrator)
    assert (await bot.get_chat_member(GROUP, READER)).status == "member"
    assert (await bot.get_chat_member(GROUP, boss.id)).status == "administrator"
    said = await reader.say("/digest@yaowen_test_bot", chat=group)
    updates = await bot.get_updates(timeout=0)
    assert updates[0].my_chat_member is not None
    assert updates[1].message is not None
    assert (updates[1].message.chat_id, updates[1].message.entities[0].length) == (GROUP, len(said.text))
    await bot.leave_chat(GROUP)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(GROUP, "x")


async def test_a_channel_takes_posts_only_from_its_administrators(server: TelegramServer, bot: Bot) -> None:
    channel = server.group(-1008, "News", kind="channel", username="harbour_news")
    await bot.send_message("@harbour_news", "x")
    await channel.add_bot(by=server.person(READER))
    with pytest.raises(BadRequest, match=r"(?i)need administrator rights"):
        await bot.send_message("@harbour_news", "x")


async def test_a_topic_must_exist_and_be_open(server: TelegramServer, bot: Bot) -> None:
    server.group(GROUP).add_topic(3)
    sent = await bot.send_message(GROUP, "x", message_thread_id=3)
    assert sent.message_thread_id == 3
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(GROUP, "x", message_thread_id=4)
    server.faults.topic_closed(GROUP, 3)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(GROUP, "x", message_thread_id=3)


async def test_a_bot_that_is_thrown_out_is_told_and_refused(server: TelegramServer, bot: Bot) -> None:
    """Blocked by a person or kicked from a group, until it is let in again; others do not notice."""
    person, group = server.person(READER), server.group(GROUP)
    server.person(8)
    await person.block_bot()
    await group.remove_bot(by=person)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(READER, "x")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(GROUP, "x")
    assert (await bot.get_chat(READER)).id == READER
    with pytest.raises(Forbidden):
        await bot.get_chat(GROUP)
    await bot.send_message(8, "x")
    changes = [update.my_chat_member for update in await bot.get_updates(timeout=0)]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "kicked"]
    await person.unblock_bot()
    await bot.send_message(READER, "x")


async def test_standing_refusals_are_told_in_telegram_s_words(server: TelegramServer, bot: Bot) -> None:
    server.faults.deactivated(READER)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(READER, "x")
    server.faults.blocked(READER)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(READER, "x")
    server.faults.kicked(GROUP)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(GROUP, "x")
    server.faults.missing(READER)
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_chat_action(READER, "typing")
    server.faults.healthy(READER)
    assert await bot.send_chat_action(READER, "typing")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(404, "x")


async def test_a_group_that_became_a_supergroup_says_where_it_is(server: TelegramServer, bot: Bot) -> None:
    server.group(-5, "Readers", kind="group")
    server.faults.migrated(-5, to=GROUP)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-5, "x")
    assert caught.value.new_chat_id == GROUP
    await bot.send_message(GROUP, "x")
    assert (await bot.get_chat(GROUP)).title == "Readers"
