"""Draws the pictures in docs/pictures from the running program: `make docs` (needs Chromium and CJK fonts).

The demo's conversation is held with the real handlers; what they send is laid out as a chat and photographed.
"""

import asyncio
import io
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.app import open_app
from bot.console import ConsoleChat, ConsoleRequest
from bot.demo_feeds import DemoFeeds
from bot.settings import Settings
from digests.clock import SystemClock
from digests.models import Language

PICTURES = Path(__file__).parent / "pictures"
_WIDTH = 900
_STYLE = """
body { margin: 0; padding: 18px; background: #cfdcc6; font: 15px/1.5 "Noto Sans CJK SC", "Noto Sans", sans-serif;
       display: flex; gap: 16px; align-items: flex-start; }
.column { flex: 1; } .bubble { background: #fff; border-radius: 12px; padding: 10px 14px; margin-bottom: 6px;
       white-space: pre-wrap; box-shadow: 0 1px 1px #0002; }
a { color: #2678b6; text-decoration: none; } i { color: #667; font-style: normal; font-size: 13px; }
blockquote { margin: 4px 0; padding: 4px 10px; border-left: 3px solid #58a0d6; background: #eef5fb; border-radius: 4px;
       font-size: 13px; }
.row { display: flex; gap: 4px; margin-bottom: 4px; } .row span { flex: 1; text-align: center; background: #7b9a74;
       color: #fff; border-radius: 7px; padding: 5px 0; font-size: 13px; }
"""


@dataclass(frozen=True)
class Picture:
    """What a person does, and which of the messages stand in the picture side by side."""

    name: str
    language: Language
    lines: Sequence[str]


DRAWN = (
    Picture("chat-zh", "zh-Hans", ("/digest", "1")),
    Picture("chat-en", "en", ("/digest", "1")),
    Picture("settings-zh-hant", "zh-Hant", ("/start", "/settings")),
    Picture("wishes-en", "en", ("/quiet 22:00-07:00", "/mute")),
    Picture("first-minute-zh", "zh-Hans", ("/start", "/help")),
    Picture("search-zh", "zh-Hans", ("/search 渡轮", "/ask 渡轮什么时候恢复")),
    Picture("sources-zh-hant", "zh-Hant", ("/sources", "/sources 海港日報 即時")),
    Picture("latest-en", "en", ("/digest", "/latest business")),
)


async def draw(picture: Picture) -> str:
    """Hold the conversation; the page with what was shown after each line."""
    clock = SystemClock()
    request = ConsoleRequest(Console(file=io.StringIO()), clock)
    settings = Settings(database_url="sqlite://", allow_private_addresses=True, language=picture.language)
    columns = []
    with DemoFeeds(clock.now()) as feeds:
        async with open_app(settings, clock=clock, rng=random.Random(0), transport=request) as app:
            await app.newsroom.storage.sources.add(feeds.sources, clock.now())
            await app.read()
            chat = ConsoleChat(app, request, picture.language)
            if picture.lines[0] != "/start":
                await chat.say("/start")
            for line in picture.lines:
                await chat.say(line)
                columns.append(request.last_shown())
    body = "".join(f'<div class="column">{_bubble(text, rows)}</div>' for text, rows in columns)
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style><body>{body}</body>'


def _bubble(text: str, rows: Sequence[Sequence[str]]) -> str:
    buttons = "".join(f'<div class="row">{"".join(f"<span>{label}</span>" for label in row)}</div>' for row in rows)
    return f'<div class="bubble">{text}</div>{buttons}'


def photograph(page: str, target: Path, browser: str) -> None:
    """Save the page as a picture, as tall as the page is."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        options = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}",
        ]
        options += ["--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"]
        height = _height(options, source)
        shot = [*options, f"--window-size={_WIDTH},{height}", f"--screenshot={target}", source.as_uri()]
        subprocess.run(shot, check=True, capture_output=True)  # noqa: S603 - a fixed program and our own page


def _height(options: Sequence[str], source: Path) -> int:
    """How tall the page is: the page writes it into its title."""
    text = source.read_text(encoding="utf-8")
    measured = source.with_name("measured.html")
    script = "<script>document.title=document.documentElement.scrollHeight</script>"
    measured.write_text(text.replace("</body>", f"{script}</body>"), encoding="utf-8")
    command = [*options, f"--window-size={_WIDTH},100", "--dump-dom", measured.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - as above
    return int(done.stdout.split("<title>")[1].split("<")[0])


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("Chromium is needed to draw the pictures", file=sys.stderr)  # noqa: T201 - a command of its own
        return 1
    PICTURES.mkdir(exist_ok=True)
    for picture in DRAWN:
        photograph(asyncio.run(draw(picture)), PICTURES / f"{picture.name}.png", browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
