"""The tables of commands and buttons agree with one another and with the menu that Telegram shows."""

from bot.handlers import ADMIN_COMMANDS, BUTTONS, CHANGING_BUTTONS, CHANGING_COMMANDS, COMMANDS
from bot.handlers.command_menu import ADMINS, EVERYONE


def test_the_menu_names_every_command_once_and_no_other() -> None:
    assert sorted(EVERYONE) == sorted([*COMMANDS, *CHANGING_COMMANDS])
    assert sorted(ADMINS) == sorted(ADMIN_COMMANDS)


def test_nothing_is_both_for_everybody_and_for_administrators_only() -> None:
    assert not COMMANDS.keys() & CHANGING_COMMANDS.keys()
    assert not (COMMANDS.keys() | CHANGING_COMMANDS.keys()) & ADMIN_COMMANDS.keys()
    assert not BUTTONS.keys() & CHANGING_BUTTONS.keys()
