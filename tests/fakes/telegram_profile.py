"""The methods of the Bot API that tell about the bot, its commands and descriptions, and about chats and members."""

import re
from collections.abc import Callable

from tests.fakes.telegram_params import ApiError, Params, bad_request
from tests.fakes.telegram_state import Chat, Json, Status, User, World, get_chat

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
ADMINISTRATOR_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


class ProfileMethods:
    """`table` maps a method's name in small letters to the method.

    `commands` holds what was set, by scope (its JSON type and chat) and language code.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.table: dict[str, Callable[[Params], object]] = {
            "getme": self.get_me,
            "setmycommands": self.set_my_commands,
            "getmycommands": lambda params: self.commands.get(_command_key(params), []),
            "deletemycommands": self.delete_my_commands,
            "setmydescription": lambda params: self.describe(params, "description", MAX_DESCRIPTION),
            "setmyshortdescription": lambda params: self.describe(params, "short_description", MAX_SHORT_DESCRIPTION),
            "getchat": self.get_chat,
            "getchatmember": self.get_chat_member,
            "getchatadministrators": self.get_chat_administrators,
            "leavechat": self.leave_chat,
        }

    def get_me(self, _: Params) -> Json:
        rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return self._world.bot.to_json() | rights

    def set_my_commands(self, params: Params) -> bool:
        commands = params.document("commands")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: expected an Array of BotCommand")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[_command_key(params)] = [_command(item) for item in commands]
        return True

    def delete_my_commands(self, params: Params) -> bool:
        self.commands.pop(_command_key(params), None)
        return True

    def describe(self, params: Params, name: str, limit: int) -> bool:
        if len(params.text(name)) > limit:
            raise bad_request("BOT_DESCRIPTION_TOO_LONG")
        self.descriptions[name, _language(params)] = params.text(name)
        return True

    def get_chat(self, params: Params) -> Json:
        no_gifts = dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        )
        chat = self._readable_chat(params)
        return chat.to_json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": no_gifts}

    def get_chat_member(self, params: Params) -> Json:
        chat = self._readable_chat(params)
        user = self._world.users.get(params.integer("user_id"))
        if user is None:
            raise bad_request("invalid user_id specified")
        return member_json(user, chat.members.get(user.id, "left"))

    def get_chat_administrators(self, params: Params) -> list[Json]:
        chat = self._readable_chat(params)
        if chat.kind == "private":
            raise bad_request("there are no administrators in the private chat")
        ranks = {"creator", "administrator"}
        if chat.kind == "channel" and chat.members.get(self._world.bot.id) not in ranks:
            raise bad_request("member list is inaccessible")
        found = [member_json(self._world.users[id_], s) for id_, s in chat.members.items() if s in ranks]
        posts = {"can_post_messages": chat.bot_may_post} if chat.kind == "channel" else {}
        return [member | posts if member["status"] == "administrator" else member for member in found]

    def leave_chat(self, params: Params) -> bool:
        chat = self._readable_chat(params)
        if chat.kind == "private":
            raise bad_request("chat member status can't be changed in private chats")
        chat.members[self._world.bot.id] = "left"
        return True

    def _readable_chat(self, params: Params) -> Chat:
        """A person who blocked the bot can still be looked up; a chat that threw it out cannot."""
        chat = get_chat(self._world, params.text("chat_id"))
        if chat.refusal is not None and not (chat.kind == "private" and chat.refusal.status == 403):
            raise ApiError(chat.refusal.status, chat.refusal.description, **chat.refusal.parameters)
        return chat


def member_json(user: User, status: Status) -> Json:
    """A chat member with the fields that its status demands."""
    member: Json = {"user": user.to_json(), "status": status}
    if status == "administrator":
        return member | dict.fromkeys(ADMINISTRATOR_RIGHTS, False) | {"can_manage_chat": True}
    if status == "creator":
        return member | {"is_anonymous": False}
    return member | ({"until_date": 0} if status == "kicked" else {})


def _command(item: object) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(item.get("command", "")).removeprefix("/"), str(item.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _command_key(params: Params) -> tuple[str, str]:
    scope = params.mapping("scope") or {"type": "default"}
    return ":".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope), _language(params)


def _language(params: Params) -> str:
    """Two small letters or nothing: `zh-hant` is refused (tdlib, `validate_bot_language_code`)."""
    code = params.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code
