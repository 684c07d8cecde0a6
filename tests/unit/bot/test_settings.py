"""Settings: every promised name is read, everything wrong is said at once, and no secret shows."""

import re
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import Secret, Settings, SettingsError

ROOT = Path(__file__).resolve().parents[3]
TOKEN, KEY = "123456:ABC-def_9", "sk-very-secret"
GOOD: dict[str, tuple[str, object]] = {
    "TELEGRAM_BOT_TOKEN": (TOKEN, TOKEN),
    "TELEGRAM_API_URL": ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
    "TELEGRAM_PAID_BROADCAST": ("true", True),
    "TELEGRAM_WEBHOOK_URL": ("https://bot.example/telegram", "https://bot.example/telegram"),
    "TELEGRAM_WEBHOOK_LISTEN": ("127.0.0.1:9443", ("127.0.0.1", 9443)),
    "TELEGRAM_WEBHOOK_SECRET": ("from-Telegram_1", "from-Telegram_1"),
    "PUBLIC_URL": ("https://bot.example/", "https://bot.example"),
    "PUBLIC_LISTEN": ("[::]:9444", ("::", 9444)),
    "ADMIN_IDS": ("7, 8，9", frozenset((7, 8, 9))),
    "OPENAI_API_KEY": (KEY, KEY),
    "OPENAI_BASE_URL": ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
    "OPENAI_MODEL": ("small", "small"),
    "LLM_DAILY_BUDGET_USD": ("0.50", Decimal("0.50")),
    "LLM_PRICE_INPUT": ("0.15", Decimal("0.15")),
    "LLM_PRICE_OUTPUT": ("0.6", Decimal("0.6")),
    "METRICS_LISTEN": ("[::1]:9464", ("::1", 9464)),
    "DATABASE_URL": ("sqlite:///other.db", "sqlite:///other.db"),
    "SOURCES": ("feeds.opml", "feeds.opml"),
    "REFRESH_SECONDS": ("1", 1),
    "LANGUAGE": ("EN", "en"),
    "TIMEZONE": ("America/Toronto", "America/Toronto"),
    "ALLOW_PRIVATE_ADDRESSES": ("yes", True),
    "LOG_LEVEL": ("Debug", "debug"),
    "LOG_FORMAT": ("json", "json"),
}
BAD = {
    "TELEGRAM_BOT_TOKEN": "no token",
    "TELEGRAM_API_URL": "api.telegram.org",
    "TELEGRAM_PAID_BROADCAST": "perhaps",
    "TELEGRAM_WEBHOOK_URL": "bot.example/telegram",
    "TELEGRAM_WEBHOOK_LISTEN": "8443",
    "TELEGRAM_WEBHOOK_SECRET": "with a space",
    "PUBLIC_URL": "ftp://bot.example",
    "PUBLIC_LISTEN": "everywhere",
    "ADMIN_IDS": "7,me",
    "OPENAI_BASE_URL": "http://[",
    "LLM_DAILY_BUDGET_USD": "-1",
    "LLM_PRICE_INPUT": "1e3",
    "LLM_PRICE_OUTPUT": "free",
    "METRICS_LISTEN": "9464",
    "DATABASE_URL": "mysql://x",
    "REFRESH_SECONDS": "0",
    "LANGUAGE": "fr",
    "TIMEZONE": "../etc/passwd",
    "ALLOW_PRIVATE_ADDRESSES": "maybe",
    "LOG_LEVEL": "loud",
    "LOG_FORMAT": "xml",
}
MODEL = {"OPENAI_API_KEY": KEY, "OPENAI_MODEL": "small"}


def promised(shared: Path) -> set[str]:
    """The names in the table of settings that the project promises."""
    section = (shared / "INTERFACE.md").read_text(encoding="utf-8").split("## Settings", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert rows, "the table was found"
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_every_promised_setting_is_read(shared: Path) -> None:
    assert promised(shared) - set(GOOD) == set()


def test_the_example_file_lists_every_setting_and_no_other(shared: Path) -> None:
    example = ROOT / ".env.example"
    assert example.is_file(), "the example of the settings is there"
    listed = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", example.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == set(GOOD)


def test_without_anything_set_the_defaults_hold() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env(dict.fromkeys(GOOD, "  ")) == Settings()


def test_every_setting_is_read_from_its_name() -> None:
    settings = Settings.from_env({name: text for name, (text, _) in GOOD.items()})
    assert {name: getattr(settings, name.lower()) for name in GOOD} == {
        name: value for name, (_, value) in GOOD.items()
    }


def test_every_setting_is_read_from_the_file_that_name_file_points_to(tmp_path: Path) -> None:
    env = {}
    for name, (text, _) in GOOD.items():
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
        env[f"{name}_FILE"] = str(tmp_path / name)
    assert Settings.from_env(env) == Settings.from_env({name: text for name, (text, _) in GOOD.items()})


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(MODEL | BAD)
    assert {problem.split()[0] for problem in caught.value.problems} == set(BAD)
    assert len(caught.value.problems) == len(BAD)


@pytest.mark.parametrize("name", sorted(BAD))
def test_each_wrong_value_is_told_in_one_sentence_that_names_its_setting(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**MODEL, name: BAD[name]})
    (problem,) = caught.value.problems
    assert problem.startswith(f"{name} ")
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"OPENAI_API_KEY": KEY, "OPENAI_API_KEY_FILE": "x"}, "OPENAI_API_KEY_FILE"),
        ({"OPENAI_API_KEY_FILE": "/nowhere/at/all"}, "/nowhere/at/all"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1/v1"}, "OPENAI_MODEL"),
        ({"OPENAI_MODEL": "small"}, "OPENAI_API_KEY"),
        ({"DATABASE_URL": "postgresql://me:hidden@host/db"}, "PostgreSQL"),
    ],
)
def test_settings_that_do_not_go_together_are_told(env: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(env)
    assert named in str(caught.value)
    assert KEY not in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_wrong_token_is_not_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"TELEGRAM_BOT_TOKEN": f"{TOKEN} oops"})
    assert TOKEN not in str(caught.value)


def test_secrets_are_in_no_repr() -> None:
    settings = Settings.from_env({"TELEGRAM_BOT_TOKEN": TOKEN, "OPENAI_API_KEY": KEY})
    shown = f"{settings!r} {settings.telegram_bot_token!r} {[settings.openai_api_key]} {settings.secrets}"
    assert TOKEN not in shown
    assert KEY not in shown
    assert settings.secrets == (TOKEN, KEY)
    assert repr(Secret()) == "Secret()"


@given(st.dictionaries(st.sampled_from([*GOOD, "ADMIN_IDS_FILE"]), st.text(max_size=40)))
@example({"ADMIN_IDS_FILE": "\0"})
def test_whatever_is_set_gives_settings_or_sentences(env: dict[str, str]) -> None:
    with suppress(SettingsError):
        assert Settings.from_env(env).refresh_seconds >= 1


def test_a_budget_without_prices_is_told() -> None:
    """Without them nothing would ever cost anything, and the limit would hold nothing back."""
    with pytest.raises(SettingsError, match="LLM_DAILY_BUDGET_USD needs LLM_PRICE_INPUT and LLM_PRICE_OUTPUT"):
        Settings.from_env({"LLM_DAILY_BUDGET_USD": "1", "LLM_PRICE_INPUT": "1"})
