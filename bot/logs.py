"""Logs on standard error, as text or JSON lines, with every secret taken out whatever wrote it there."""

import json
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.settings import Settings

_CHATTY = ("httpx", "httpcore", "apscheduler", "openai", "telegram", "asyncio", "aiohttp.access")
"""Libraries that tell at INFO what we tell ourselves, or print whole addresses."""


class _Redacting(logging.Formatter):
    """Formats a record, then blots out the secrets: in messages, arguments and tracebacks alike."""

    def __init__(self, secrets: Sequence[str], line: Callable[[logging.LogRecord, str], str]) -> None:
        super().__init__()
        self._secrets = sorted(secrets, key=len, reverse=True)
        self._line = line

    def format(self, record: logging.LogRecord) -> str:
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        text = self._line(record, trace)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _text_line(record: logging.LogRecord, trace: str) -> str:
    line = f"{_at(record)} {record.levelname.lower():7} {record.name}: {record.getMessage()}"
    return f"{line}\n{trace}" if trace else line


def _json_line(record: logging.LogRecord, trace: str) -> str:
    values = {"at": _at(record), "level": record.levelname.lower(), "logger": record.name}
    values |= {"message": record.getMessage(), **({"exception": trace} if trace else {})}
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
