"""Settings from the environment and `.env`: checked at once, reported together, secrets never printed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from digests.errors import YaowenError
from digests.models import LANGUAGES, Language

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


class SettingsError(YaowenError):
    """Some settings are wrong. `problems` has one sentence for each; none of them shows a secret's value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Secret(str):
    """A text that does not show itself in a repr, a dataclass's repr or a traceback's locals."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(***)" if self else "Secret()"


NO_SECRET = Secret()


@dataclass(frozen=True)
class Settings:
    """What the operator chose. A field has its setting's name: `TELEGRAM_API_URL` is `telegram_api_url`.

    Empty secrets and addresses mean "not set".
    """

    telegram_bot_token: Secret = NO_SECRET
    telegram_api_url: str = "https://api.telegram.org"
    telegram_webhook_url: str = ""
    telegram_webhook_listen: tuple[str, int] = ("127.0.0.1", 8443)
    telegram_webhook_secret: Secret = NO_SECRET
    telegram_paid_broadcast: bool = False
    admin_ids: frozenset[int] = frozenset()
    openai_api_key: Secret = NO_SECRET
    openai_base_url: str = ""
    openai_model: str = ""
    llm_daily_budget_usd: Decimal | None = None
    llm_price_input: Decimal | None = None
    llm_price_output: Decimal | None = None
    database_url: str = "sqlite:///data/yaowen.db"
    sources: str = ""
    refresh_seconds: int = 900
    language: Language = "zh-Hans"
    timezone: str = "Asia/Shanghai"
    allow_private_addresses: bool = False
    public_url: str = ""
    public_listen: tuple[str, int] = ("127.0.0.1", 8443)
    metrics_listen: tuple[str, int] | None = None
    log_level: LogLevel = "info"
    log_format: LogFormat = "text"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that must appear in no log."""
        known = self.telegram_bot_token, self.openai_api_key, self.telegram_webhook_secret
        return tuple(secret for secret in known if secret)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read every setting; raises `SettingsError` with all problems at once."""
        return _Reader(env).settings()


class _Reader:
    """Reads one mapping and collects what is wrong with it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._problems: list[str] = []

    def settings(self) -> Settings:
        settings = Settings(
            telegram_bot_token=Secret(self._text("TELEGRAM_BOT_TOKEN", "", self._token)),
            telegram_api_url=self._text("TELEGRAM_API_URL", Settings.telegram_api_url, self._url).rstrip("/"),
            telegram_webhook_url=self._text("TELEGRAM_WEBHOOK_URL", "", self._url),
            telegram_webhook_listen=self._listen("TELEGRAM_WEBHOOK_LISTEN") or Settings.telegram_webhook_listen,
            telegram_webhook_secret=Secret(self._text("TELEGRAM_WEBHOOK_SECRET", "", self._webhook_secret)),
            telegram_paid_broadcast=self._switch("TELEGRAM_PAID_BROADCAST"),
            admin_ids=self._admin_ids(),
            openai_api_key=Secret(self._text("OPENAI_API_KEY", "")),
            openai_base_url=self._text("OPENAI_BASE_URL", "", self._url),
            openai_model=self._text("OPENAI_MODEL", ""),
            llm_daily_budget_usd=self._dollars("LLM_DAILY_BUDGET_USD"),
            llm_price_input=self._dollars("LLM_PRICE_INPUT"),
            llm_price_output=self._dollars("LLM_PRICE_OUTPUT"),
            database_url=self._text("DATABASE_URL", Settings.database_url, self._database),
            sources=self._text("SOURCES", ""),
            refresh_seconds=self._positive("REFRESH_SECONDS", Settings.refresh_seconds),
            language=cast("Language", self._choice("LANGUAGE", Settings.language, LANGUAGES)),
            timezone=self._text("TIMEZONE", Settings.timezone, self._zone),
            allow_private_addresses=self._switch("ALLOW_PRIVATE_ADDRESSES"),
            public_url=self._text("PUBLIC_URL", "", self._url).rstrip("/"),
            public_listen=self._listen("PUBLIC_LISTEN") or Settings.public_listen,
            metrics_listen=self._listen("METRICS_LISTEN"),
            log_level=cast("LogLevel", self._choice("LOG_LEVEL", "info", ("debug", "info", "warning", "error"))),
            log_format=cast("LogFormat", self._choice("LOG_FORMAT", "text", ("text", "json"))),
        )
        self._check_model(settings)
        if self._problems:
            raise SettingsError(tuple(self._problems))
        return settings

    def _check_model(self, settings: Settings) -> None:
        if settings.openai_base_url and not settings.openai_model:
            self._problems.append("OPENAI_MODEL is not set; a server at OPENAI_BASE_URL needs a model's name")
        if settings.openai_model and not (settings.openai_api_key or settings.openai_base_url):
            self._problems.append("OPENAI_MODEL is set without OPENAI_API_KEY or OPENAI_BASE_URL")
        prices = settings.llm_price_input, settings.llm_price_output
        if settings.llm_daily_budget_usd is not None and None in prices:
            self._problems.append("LLM_DAILY_BUDGET_USD needs LLM_PRICE_INPUT and LLM_PRICE_OUTPUT")

    def _raw(self, name: str) -> str:
        """The value of NAME, or the contents of the file that NAME_FILE points to."""
        value = self._env.get(name, "").strip()
        path = self._env.get(f"{name}_FILE", "").strip()
        if not path:
            return value
        if value:
            self._problems.append(f"{name} and {name}_FILE are both set; keep one")
            return value
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):  # no UTF-8, or no path at all: one with a null byte
            self._problems.append(f"{name}_FILE points to a file that cannot be read: {path}")
            return ""

    def _text(self, name: str, default: str, fault: Callable[[str], str | None] = lambda _: None) -> str:
        value = self._raw(name)
        if not value:
            return default
        problem = fault(value)
        if problem:
            self._problems.append(f"{name} {problem}")
        return value

    def _choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        by_fold = {choice.casefold(): choice for choice in allowed}
        value = self._text(name, default)
        if value.casefold() not in by_fold:
            self._problems.append(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
            return default
        return by_fold[value.casefold()]

    def _switch(self, name: str) -> bool:
        return self._choice(name, "false", ("true", "false", "1", "0", "yes", "no")) in ("true", "1", "yes")

    def _positive(self, name: str, default: int) -> int:
        value = self._raw(name) or str(default)
        if not (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= 10**7 and len(value) < 9):
            self._problems.append(f"{name} is {value!r}; it must be a whole number of seconds from 1")
            return default
        return int(value)

    def _dollars(self, name: str) -> Decimal | None:
        value = self._raw(name)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?", value):
            self._problems.append(f"{name} is {value!r}; it must be an amount in US dollars such as 0.50")
            return None
        return Decimal(value)

    def _listen(self, name: str) -> tuple[str, int] | None:
        """Where to listen: host:port, an IPv6 host in brackets."""
        value = self._raw(name)
        if not value:
            return None
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdecimal() and len(port) < 6 and int(port) < 2**16):
            self._problems.append(f"{name} is {value!r}; it must be host:port such as 127.0.0.1:9464")
            return None
        return host.strip("[]"), int(port)

    def _admin_ids(self) -> frozenset[int]:
        words = [word.strip() for word in self._raw("ADMIN_IDS").replace("，", ",").split(",") if word.strip()]
        wrong = [word for word in words if not (word.isascii() and word.isdecimal() and len(word) < 16)]
        if wrong:
            self._problems.append(f"ADMIN_IDS has {', '.join(wrong)}; user ids are numbers, separated by commas")
            return frozenset()
        return frozenset(int(word) for word in words)

    @staticmethod
    def _token(value: str) -> str | None:
        # A bot's id, a colon, a secret: the form that BotFather gives, and all that may stand in an URL's path.
        if re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value):
            return None
        return "is not a bot token; BotFather gives one of the form 123456:ABC-def"

    @staticmethod
    def _webhook_secret(value: str) -> str | None:
        if re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
            return None
        return "must be 1 to 256 letters, digits, _ and -, as Telegram takes it"

    @staticmethod
    def _url(value: str) -> str | None:
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        return None if good else "is not an address; it must begin with http:// or https:// and name a host"

    @staticmethod
    def _database(value: str) -> str | None:
        if value.startswith("sqlite://"):
            return None
        if value.startswith(("postgresql://", "postgres://")):
            return "names PostgreSQL; this version stores in SQLite only, for example sqlite:///data/yaowen.db"
        return "is not understood; it must look like sqlite:///data/yaowen.db"

    @staticmethod
    def _zone(value: str) -> str | None:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):
            return f"is {value!r}; it must be an IANA time zone such as Asia/Shanghai"
        return None
