"""Logs on standard error, as text or JSON lines, with every secret taken out whatever wrote it there."""

import json
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from bot.settings import Settings

_CHATTY = ("httpx", "httpcore", "apscheduler", "openai", "telegram", "asyncio", "aiohttp.access")
"""Libraries that tell at INFO what we tell ourselves, or print whole addresses."""


class _Redacting(logging.Formatter):
    """Formats a record with the secrets blotted out: in messages, arguments, names and tracebacks alike."""

    def __init__(self, secrets: Sequence[str], line: Callable[[logging.LogRecord, str, str], str]) -> None:
        super().__init__()
        forms = {form for secret in map(str, secrets) for form in _forms(secret)}
        self._secrets = sorted(forms, key=len, reverse=True)
        self._line = line

    def format(self, record: logging.LogRecord) -> str:
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        record.name = self._blotted(record.name)
        return self._line(record, self._blotted(_message(record)), self._blotted(trace))

    def _blotted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _forms(secret: str) -> tuple[str, ...]:
    """A secret as it is, and as it stands in a repr, in JSON and in an address."""
    return secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], quote(secret, safe="")


def _message(record: logging.LogRecord) -> str:
    """The record's message. A call with wrong arguments must not fail: logging would print them as they are."""
    try:
        return record.getMessage()
    except Exception:  # arguments are objects of any library, with any __str__
        return f"{record.msg} (its arguments do not fit)"


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _text_line(record: logging.LogRecord, message: str, trace: str) -> str:
    line = f"{_at(record)} {record.levelname.lower():7} {record.name}: {message}"
    return f"{line}\n{trace}" if trace else line


def _json_line(record: logging.LogRecord, message: str, trace: str) -> str:
    values = {"at": _at(record), "level": record.levelname.lower(), "logger": record.name}
    values |= {"message": message, **({"exception": trace} if trace else {})}
    return json.dumps(values, ensure_ascii=False)


def configure(settings: Settings) -> None:
    """Send all logs to standard error in the form and from the level that the settings name."""
    handler = logging.StreamHandler(sys.stderr)
    line = _json_line if settings.log_format == "json" else _text_line
    handler.setFormatter(_Redacting(settings.secrets, line))
    level = getattr(logging, settings.log_level.upper())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    # It warns of every tick that finds the last one still at work, five times a second while a broadcast goes out.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
