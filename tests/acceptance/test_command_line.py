"""`yaowen` as a person types it: what it prints, where, and how it ends."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import BEGIN, PIECES, rss
from tests.acceptance.process import Finished, started, yaowen
from tests.fakes import llm_answers
from tests.fakes.feed_server import FeedServer
from tests.fakes.llm_server import LlmServer
from tests.fakes.telegram_server import TelegramServer

TOKEN = "7654321:AAE-token-that-must-not-show"
KEY = "sk-key-that-must-not-show"
SEED_COUNT = 5


def digest_of(end: Finished) -> Any:
    """The JSON object on standard output, which holds nothing else."""
    assert end.status == 0, end.err
    return json.loads(end.out)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def check_whole(found: Any) -> None:
    """Every article in exactly one story, every quote verbatim in one paragraph of its article."""
    paragraphs = {article["id"]: article["paragraphs"] for article in found["articles"]}
    placed = Counter(article for story in found["stories"] for article in story["articles"])
    assert placed == Counter(list(paragraphs))
    stories = {story["id"] for story in found["stories"]}
    for item in found["digest"]["items"]:
        assert item["story"] in stories
        assert item["sentences"]
        for sentence in item["sentences"]:
            assert sentence["evidence"]
            for evidence in sentence["evidence"]:
                assert any(evidence["quote"] in paragraph for paragraph in paragraphs[evidence["article"]])


async def test_the_seeds_as_json_hold_everything_that_was_read(shared: Path, tmp_path: Path) -> None:
    found = digest_of(await yaowen("digest", str(shared / "seeds"), "--format", "json", cwd=tmp_path))
    assert len(found["articles"]) == SEED_COUNT
    assert found["problems"] == []
    check_whole(found)
    assert {type(item["method"]) for item in found["digest"]["items"]} == {str}
    assert names_in(tmp_path) == [], "nothing is stored"


async def test_the_seeds_show_where_the_later_report_differs_from_the_earlier(shared: Path, tmp_path: Path) -> None:
    """On 5 November consulates may reopen; on 11 November they are not on the agenda. The quotes are verbatim."""
    found = digest_of(await yaowen("digest", str(shared / "seeds"), "--format", "json", cwd=tmp_path))
    (development,) = [item["development"] for item in found["digest"]["items"] if "development" in item]
    (pair,) = development["contradicts"]
    articles = {article["id"]: article for article in found["articles"]}
    for told in (pair["earlier"], pair["later"], *development["new"]):
        assert any(told["quote"] in paragraph for paragraph in articles[told["article"]]["paragraphs"])
    days = [articles[pair[side]["article"]]["published_at"][:10] for side in ("earlier", "later")]
    assert days == ["2021-11-05", "2021-11-11"]
    assert "重开领事馆" in pair["earlier"]["quote"]
    assert "是否重新开放" in pair["later"]["quote"]
    text = await yaowen("digest", str(shared / "seeds"), "--language", "zh-Hans", cwd=tmp_path)
    line = next(line for line in text.out.splitlines() if line.startswith("与此前说法不同："))
    assert pair["earlier"]["quote"].replace("“", "‘").replace("”", "’") in line, "a quotation within a quotation"
    assert pair["later"]["quote"] in line


async def test_the_seeds_as_text_and_as_a_page(shared: Path, tmp_path: Path) -> None:
    text = await yaowen("digest", str(shared / "seeds"), "--language", "zh-Hant", cwd=tmp_path)
    page = await yaowen("digest", str(shared / "seeds"), "--format", "html", cwd=tmp_path)
    assert (text.status, page.status) == (0, 0)
    assert text.out.startswith("要聞")
    assert "<" not in text.out
    assert page.out.lstrip().lower().startswith("<!doctype html>")
    assert page.out.rstrip().lower().endswith("</html>")


async def test_a_day_of_real_posts(shared: Path, tmp_path: Path) -> None:
    """All 308 are read; three are edited re-publications of others and count with them. Progress is on standard error
    alone.
    """
    folder = shared / "data" / "posts" / "2021-06-25"
    words = ("digest", str(folder), "--format", "json", "--at", "2021-06-26T00:00+08:00", "--top", "7")
    end = await yaowen(*words, cwd=tmp_path, within_s=120)
    found = digest_of(end)
    assert found["problems"] == []
    assert len(found["articles"]) == len({article["path_or_url"] for article in found["articles"]}) == 308 - 3
    check_whole(found)
    assert len(found["digest"]["items"]) == 7
    assert found["digest"]["at"] == "2021-06-25T16:00:00+00:00"
    assert "308/308" in end.err


async def test_since_and_top_narrow_what_is_chosen_and_not_what_is_read(shared: Path, tmp_path: Path) -> None:
    seeds = str(shared / "seeds")
    everything = digest_of(await yaowen("digest", seeds, "--format", "json", cwd=tmp_path))
    newest = max(story["last_at"] for story in everything["stories"])
    words = ("digest", seeds, "--format", "json", "--since", newest)
    narrowed = digest_of(await yaowen(*words, cwd=tmp_path))
    assert [len(each["articles"]) for each in (everything, narrowed)] == [SEED_COUNT, SEED_COUNT]
    assert 1 <= len(narrowed["digest"]["items"]) < len(everything["digest"]["items"])
    one = digest_of(await yaowen("digest", seeds, "--format", "json", "--top", "1", cwd=tmp_path))
    assert len(one["digest"]["items"]) == 1


async def test_bad_settings_are_all_named_at_once(tmp_path: Path) -> None:
    wrong = {
        "TELEGRAM_BOT_TOKEN": "not a token",
        "TIMEZONE": "Mars/Olympus",
        "REFRESH_SECONDS": "soon",
        "LANGUAGE": "tlh",
        "DATABASE_URL": "mysql://x",
        "ADMIN_IDS": "boss",
        "LOG_LEVEL": "loud",
    }
    end = await yaowen("run", cwd=tmp_path, env=wrong)
    lines = end.err.splitlines()
    assert end.status == 2
    assert all(any(name in line for line in lines) for name in wrong), end.err
    assert len(lines) == len(wrong)
    assert "not a token" not in end.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("digest",),
        ("digest", "x", "--top", "0"),
        ("digest", "x", "--format", "pdf"),
        ("run", "--roles", "cook"),
    ],
)
async def test_bad_usage_ends_with_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    end = await yaowen(*words, cwd=tmp_path)
    assert (end.status, end.out) == (2, "")
    assert "Traceback" not in end.err


@pytest.mark.parametrize(
    "words",
    [
        ("digest", "no-such-folder"),
        ("digest", "http://127.0.0.1:9/feed"),
        ("digest", ".", "--since", "the day before"),
        ("sources", "remove", "Nobody's Herald"),
        ("restore", "no-such-file"),
        ("doctor", "--heartbeat"),
    ],
)
async def test_what_fails_ends_with_1_and_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    end = await yaowen(*words, cwd=tmp_path)
    assert end.status == 1
    assert end.out == ""
    lines = [line for line in end.err.splitlines() if line.startswith("yaowen: ")]
    assert len(lines) == 1, end.err
    assert "Traceback" not in end.err


async def test_a_file_that_cannot_be_decoded_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    (posts / "below").mkdir(parents=True)
    (posts / "good.md").write_text(
        "---\ntitle: Night ferries return\n---\n\nFour sailings a night resume next month.\n", "utf-8"
    )
    (posts / "below" / "bad.txt").write_bytes(bytes(range(128, 256)) * 20)
    found = digest_of(await yaowen("digest", str(posts), "--format", "json", cwd=tmp_path))
    assert [article["title"] for article in found["articles"]] == ["Night ferries return"]
    assert [Path(problem["source"]).name for problem in found["problems"]] == ["bad.txt"]
    check_whole(found)


async def test_one_failing_feed_is_a_problem_and_stops_no_other(tmp_path: Path) -> None:
    async with FeedServer() as feeds:
        good = feeds.put("/good", rss("good", [(piece, BEGIN) for piece in PIECES]))
        bad = [feeds.reset("/cut"), feeds.put("/no", status=500), feeds.put("/page", "<p>", content_type="text/html")]
        words = ("digest", *bad, good, "--format", "json", "--at", BEGIN.isoformat())
        found = digest_of(await yaowen(*words, cwd=tmp_path, env={"ALLOW_PRIVATE_ADDRESSES": "true"}))
    assert len(found["articles"]) == len(PIECES)
    assert sorted(problem["source"] for problem in found["problems"]) == sorted(bad)


async def test_the_demo_reads_its_lines_from_a_file_shows_a_digest_and_ends(tmp_path: Path) -> None:
    script = tmp_path / "lines.txt"
    script.write_text("/latest 3\n1\n‹ 返回\n/language en\n/settings\n/nonsense\n", "utf-8")
    end = await yaowen("demo", "--script", str(script), cwd=tmp_path, within_s=30)
    assert end.status == 0, end.err
    assert "件事，来自" in end.out
    assert "依据" in end.out
    assert "I do not know that command" in end.out
    assert "Traceback" not in end.out + end.err
    assert names_in(tmp_path) == ["lines.txt"]


async def test_token_and_key_show_in_no_output_when_everything_fails(tmp_path: Path) -> None:
    """Telegram breaks off and refuses, the model refuses and hangs up, and the log tells everything it knows."""
    async with (
        TelegramServer(token=TOKEN, any_chat=True) as server,
        FeedServer() as feeds,
        LlmServer(api_key=KEY) as llm,
    ):
        address = feeds.put("/courier", rss("courier", [(piece, BEGIN) for piece in PIECES]))
        (tmp_path / "sources.opml").write_text(
            f'<opml version="2.0"><body><outline xmlUrl="{address}"/></body></opml>', "utf-8"
        )
        for fault in (server.faults.drop_before, server.faults.server_error):
            for method in ("getMe", "setMyCommands", "getUpdates", "sendMessage"):
                fault(None, times=1, method=method)
        llm.queue(llm_answers.status(401), llm_answers.status(400), llm_answers.dropped(), llm_answers.web_page())
        env = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": llm.base_url,
            "OPENAI_MODEL": llm.model,
            "SOURCES": str(tmp_path / "sources.opml"),
            "ALLOW_PRIVATE_ADDRESSES": "true",
            "REFRESH_SECONDS": "1",
            "LOG_LEVEL": "debug",
        }
        async with started("run", cwd=tmp_path, env=env) as service:
            lin = server.person(7, language_code="en")
            await server.wait_for_call("getUpdates", count=2, timeout_s=30)
            await lin.say("/start")
            await lin.say("/digest")
            await llm.wait_for_request(count=3, timeout_s=30)
            await server.wait_for_call("sendMessage", count=3, timeout_s=30)
            service.process.terminate()
            end = await service.ended(within_s=10)
    assert end.status == 0, end.err[-2000:]
    assert "Telegram does not answer" in end.err
    assert "the model gave no summary" in end.err
    for secret in (TOKEN, TOKEN.split(":")[1], TOKEN.replace(":", "%3A"), KEY):
        assert secret not in end.out + end.err
