"""The command line. It reads the words, calls a command, and turns errors into one line and an exit status.

0 done, 1 it failed, 2 bad usage or bad settings.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from io import TextIOWrapper
from pathlib import Path
from urllib.parse import quote

from dotenv import dotenv_values

from bot.commands import care, demo, digest, serve, sources
from bot.jobs import ROLES, Role
from bot.logs import configure
from bot.refusals import refusal_words
from bot.settings import Settings, SettingsError
from bot.texts import find_language
from digests.clock import SystemClock
from digests.errors import SourceError, YaowenError, kind_and_place
from digests.models import Language

_TOP_LIMIT = 50
_SOURCE_ACTIONS = (
    ("list", "every source, and how it was at the last look", None, None),
    ("add", "feeds, or files and folders of saved posts", "SOURCE", "+"),
    ("remove", "by address or title; the articles stay", "SOURCE", "+"),
    ("check", "fetch these, or all, and say how they are", "SOURCE", "*"),
    ("discover", "the feeds that a page offers", "URL", "+"),
    ("import", "the sources of OPML or TOML files", "FILE", "+"),
    ("export", "the sources as OPML, into a file or to standard output", "FILE", "?"),
)
"""What can be done with sources: the word for it, its help, and what and how many may follow."""

Command = Callable[[Settings, argparse.Namespace], Coroutine[None, None, None]]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without our characters must not end the command
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(words)
    try:
        settings = Settings.from_env({**_dotenv(), **os.environ})
    except SettingsError as error:
        for problem in error.problems:
            _complain(problem)
        return 2
    configure(settings)
    command: Command = arguments.command
    try:
        asyncio.run(command(settings, arguments))
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        _complain(_sentence(error))
        return 1
    return 0


def _sentence(error: Exception) -> str:
    """What went wrong. Of what nobody foresaw only kind and place: its words, and a traceback, may hold a secret."""
    if isinstance(error, SourceError):
        return refusal_words(error)
    if isinstance(error, YaowenError):
        return str(error)
    if isinstance(error, OSError):  # a file or folder that the person named, or a full disk
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror or type(error).__name__
    return f"this went wrong in a way nobody foresaw ({kind_and_place(error)})"


def _complain(problem: str) -> None:
    """One line, whatever the names of files and feeds in it hold."""
    printable = "".join(each if each.isprintable() else " " for each in problem)
    sys.stderr.write(f"yaowen: {' '.join(printable.split())}\n")


def _dotenv() -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError((".env cannot be read; it must be a text in UTF-8",)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yaowen", description="要闻: news digests with evidence, in a chat.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = _command(commands, "run", "the service; without TELEGRAM_BOT_TOKEN the demo", _run_service)
    run.add_argument("--roles", type=_roles, default=ROLES, metavar="ROLES", help=f"all, or of: {','.join(ROLES)}")
    show = _command(commands, "demo", "a conversation about sample news in the terminal", _demo)
    show.add_argument("--script", type=Path, metavar="FILE", help="read the chat lines from a file, and end")
    _add_digest(commands)
    _add_sources(commands)
    _command(commands, "stats", "figures", lambda settings, _: care.stats(settings))
    doctor = _command(commands, "doctor", "what is wrong, and what to do about it", _doctor)
    doctor.add_argument("--heartbeat", action="store_true", help="only whether the running service is alive")
    _command(commands, "migrate", "bring the database up to date", lambda settings, _: care.migrate(settings))
    for name, help_text in (("backup", "save the database into FILE"), ("restore", "take the database from FILE")):
        keep = _command(commands, name, help_text, _backup if name == "backup" else _restore)
        keep.add_argument("file", type=Path, metavar="FILE")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str, command: Command
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(command=command)
    return parser


def _add_digest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "digest", "one digest of feeds, feed files, saved posts or folders of them", _digest)
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--language", type=_language, metavar="LANGUAGE", help="zh-Hans, zh-Hant or en")
    parser.add_argument("--top", type=_size, default=10, metavar="N", help="how many items (10)")
    parser.add_argument("--since", metavar="WHEN", help="a date, a time, or how long ago: 36h, 2d")
    parser.add_argument("--at", metavar="WHEN", help="the clock of the run")
    parser.add_argument("--format", choices=("text", "html", "json"), default="text")
    parser.add_argument("--database", metavar="FILE", help="keep what is read in this SQLite file")


def _add_sources(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "sources", "the sources that everybody reads", _sources)
    actions = parser.add_subparsers(required=True, dest="action", metavar="ACTION")
    for name, help_text, metavar, number in _SOURCE_ACTIONS:
        action = actions.add_parser(name, help=help_text, description=help_text)
        action.set_defaults(words=())
        if metavar:
            action.add_argument("words", nargs=number, default=(), metavar=metavar)


def _roles(text: str) -> tuple[Role, ...]:
    names = [name.strip() for name in text.split(",")]
    if names == ["all"]:
        return ROLES
    if wrong := [name for name in names if name not in ROLES]:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: roles are all, or of {', '.join(ROLES)}")
    return tuple(role for role in ROLES if role in names)


def _language(text: str) -> Language:
    language = find_language(text)
    if language is None:
        raise argparse.ArgumentTypeError(f"{text}: languages are zh-Hans, zh-Hant and en")
    return language


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= _TOP_LIMIT):
        raise argparse.ArgumentTypeError(f"{text}: a number from 1 to {_TOP_LIMIT}")
    return int(text)


async def _run_service(settings: Settings, arguments: argparse.Namespace) -> None:
    if settings.telegram_bot_token:
        await serve.serve(settings, arguments.roles)
    else:
        await demo.demo(settings)


async def _demo(settings: Settings, arguments: argparse.Namespace) -> None:
    await demo.demo(settings, arguments.script)


async def _digest(settings: Settings, arguments: argparse.Namespace) -> None:
    now = SystemClock().now()
    moments = {}
    for name in ("since", "at"):
        text = getattr(arguments, name)
        try:
            moments[name] = digest.parse_moment(text, now, settings.timezone) if text else None
        except ValueError as error:
            raise YaowenError(f"--{name} {text}: a date such as 2021-11-05, a time, or 36h") from error
    options = digest.Options(
        sources=tuple(arguments.sources),
        language=arguments.language or settings.language,
        size=arguments.top,
        form=arguments.format,
        since=moments["since"],
        at=moments["at"],
        database=f"sqlite:///{quote(arguments.database)}" if arguments.database else None,
    )
    await digest.digest(settings, options)


async def _sources(settings: Settings, arguments: argparse.Namespace) -> None:
    words = arguments.words
    await sources.sources(settings, arguments.action, (words,) if isinstance(words, str) else words)


async def _doctor(settings: Settings, arguments: argparse.Namespace) -> None:
    await care.doctor(settings, heartbeat=arguments.heartbeat)


async def _backup(settings: Settings, arguments: argparse.Namespace) -> None:
    await care.backup(settings, arguments.file)


async def _restore(settings: Settings, arguments: argparse.Namespace) -> None:
    await care.restore(settings, arguments.file)


if __name__ == "__main__":
    sys.exit(main())
