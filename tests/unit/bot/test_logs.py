"""Logs: the token and the key stand in no line, whoever wrote it and however."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress

import pytest

from bot.logs import configure
from bot.settings import LogFormat, LogLevel, Secret, Settings

TOKEN = Secret("123456:ABC-def_9")
KEY = Secret('sk-"quoted"\\and-海')


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    """Logging belongs to the whole process: what a test set up does not outlive it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in (
        "httpx",
        "httpcore",
        "apscheduler",
        "apscheduler.scheduler",
        "openai",
        "telegram",
        "asyncio",
        "aiohttp.access",
    ):
        logging.getLogger(name).setLevel(logging.NOTSET)


def written(form: LogFormat, level: LogLevel = "debug") -> str:
    """Everything that a careless library logs."""
    settings = Settings(telegram_bot_token=TOKEN, openai_api_key=KEY, log_format=form, log_level=level)
    stream = io.StringIO()
    with redirect_stderr(stream):
        configure(settings)
        log = logging.getLogger(f"careless.{TOKEN}")
        for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL):
            log.log(number, "POST https://api.telegram.org/bot%s/getMe with %r", TOKEN, {"key": str(KEY)})
            log.log(number, " and ".join((TOKEN, KEY)))
        try:
            int(f"https://api.telegram.org/bot{TOKEN}/sendMessage and {KEY}")
        except ValueError:
            log.exception("it failed with %s", KEY)
        with suppress(TypeError):
            log.error("%d numbers", str(TOKEN))
        log.warning("two\nlines", stack_info=True)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_stands_in_any_line(form: LogFormat) -> None:
    """Neither in messages, arguments, tracebacks, logger names, nor in what logging says of a call that is wrong."""
    lines = written(form)
    assert "it failed with ***" in lines
    assert "ValueError" in lines
    for secret in (TOKEN, KEY, repr(str(KEY))[1:-1], json.dumps(str(KEY))[1:-1]):
        assert secret not in lines


def test_json_lines_parse_one_by_one() -> None:
    values = [json.loads(line) for line in written("json").splitlines()]
    assert {value["level"] for value in values} == {"debug", "info", "warning", "error", "critical"}
    assert any("Traceback" in value.get("exception", "") for value in values)
    assert all(value["at"].endswith("+00:00") and value["message"] for value in values)
    assert "two\nlines" in [value["message"] for value in values]


def test_a_level_keeps_out_what_is_below_it() -> None:
    lines = [json.loads(line) for line in written("json", "error").splitlines()]
    assert {line["level"] for line in lines} == {"error", "critical"}


def test_libraries_that_print_whole_addresses_are_kept_quiet() -> None:
    """httpx tells every request with its address, and the address of Telegram holds the token."""
    stream = io.StringIO()
    with redirect_stderr(stream):
        configure(Settings(telegram_bot_token=TOKEN))
        logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/")
        logging.getLogger("bot").info("running")
    assert "HTTP Request" not in stream.getvalue()
    assert "running" in stream.getvalue()


def test_a_tick_that_finds_the_last_one_at_work_is_no_news() -> None:
    """Five lines a second while a broadcast goes out would bury every other."""
    stream = io.StringIO()
    with redirect_stderr(stream):
        configure(Settings(log_level="debug"))
        logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of running instances reached")
        logging.getLogger("apscheduler.scheduler").error("the scheduler broke")
    assert "skipped" not in stream.getvalue()
    assert "the scheduler broke" in stream.getvalue()
