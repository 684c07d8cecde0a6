"""Whatever a model does, the reader gets a right summary: over a real chat completions server on loopback."""

import logging
from collections.abc import AsyncIterator

import pytest

from digests.language.script import to_hant
from digests.llm.openai_model import OpenAIModel
from digests.models import LANGUAGES, Article, Language, Story, Summary
from digests.summaries.extract import extract
from digests.summaries.write import write_summaries
from tests.factories import make_story
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import LlmServer
from tests.unit.summaries.samples import FERRY, FERRY_EN, ferry

ARTICLES = (ferry(1), ferry(2, "en"))
STORY = make_story(1, ARTICLES)


def _sentence(text: str, article: Article, quote: str) -> dict[str, object]:
    return {"text": text, "evidence": [{"article": article.id, "quote": quote}]}


ZH_SENTENCES = [
    _sentence("海港城与对岸商定，下月起每晚开行四班渡轮。", ARTICLES[0], FERRY[0]),
    _sentence(
        "港务局称票务系统耗资1.2亿元，预计年底前完成。", ARTICLES[0], "票务系统尚未接通, 预计年底前完成, 耗资1.2亿元"
    ),
]
EN_SENTENCES = [_sentence("Four sailings a night resume next month.", ARTICLES[1], FERRY_EN[0])]
GOOD = {
    "zh-Hans": {"headline": "海港城下月恢复夜航渡轮", "sentences": ZH_SENTENCES},
    "en": {"headline": "Haigang to resume night ferries next month", "sentences": EN_SENTENCES},
}
INVENTED = _sentence("首航已售出九千张票。", ARTICLES[0], FERRY[0])


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer() as running:
        yield running


async def _write(
    server: LlmServer, *languages: Language, articles: tuple[Article, ...] = ARTICLES
) -> dict[Language, Summary]:
    model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model)
    try:
        return await write_summaries(_story(articles), articles, languages or LANGUAGES, model)
    finally:
        await model.aclose()


def _story(articles: tuple[Article, ...]) -> Story:
    return STORY if articles == ARTICLES else make_story(1, articles)


def _extracts(articles: tuple[Article, ...] = ARTICLES) -> dict[Language, Summary]:
    return {language: extract(_story(articles), articles, language) for language in LANGUAGES}


async def test_one_call_writes_all_languages_with_verbatim_evidence(server: LlmServer) -> None:
    server.queue(GOOD)
    written = await _write(server)
    assert server.call_count == 1
    assert {summary.method for summary in written.values()} == {"llm"}
    assert written["zh-Hans"].headline == "海港城下月恢复夜航渡轮"
    assert written["en"].sentences[0].text == "Four sailings a night resume next month."
    quote = written["zh-Hans"].sentences[1].evidence[0].quote
    assert quote in FERRY[2]
    assert quote == "票务系统尚未接通，预计年底前完成，耗资1.2亿元"


async def test_traditional_is_made_of_simplified_and_its_evidence_stays_as_printed(server: LlmServer) -> None:
    server.queue({"zh-Hans": GOOD["zh-Hans"]})
    summary = (await _write(server, "zh-Hant"))["zh-Hant"]
    schema = server.requests[-1].schema
    assert schema is not None
    assert schema["required"] == ["zh-Hans"]
    assert summary.text_language == "zh-Hant"
    assert summary.headline == to_hant("海港城下月恢复夜航渡轮") != "海港城下月恢复夜航渡轮"
    assert summary.sentences[0].evidence[0].quote == FERRY[0]


@pytest.mark.parametrize(
    "answer",
    [
        answers.malformed(),
        answers.truncated(GOOD),
        answers.refusal(),
        answers.empty(),
        answers.essay(),
        answers.html_page(),
        answers.web_page(),
        answers.no_choices(),
        answers.wrong_language(GOOD),
        answers.document([]),
        answers.document({"zh-Hans": {"headline": "渡轮", "sentences": []}}),
        answers.status(400, message="the context is too long"),
        answers.status(401),
        answers.status(404),
    ],
    ids=lambda answer: f"{answer.status}-{(answer.content or answer.raw or answer.refusal or '')[:12]}",
)
async def test_a_useless_answer_gives_the_extracts(server: LlmServer, answer: answers.Answer) -> None:
    server.queue(answer)
    assert await _write(server) == _extracts()
    assert server.call_count == 1


async def test_a_dropped_connection_gives_the_extracts_after_three_tries(server: LlmServer) -> None:
    server.queue(answers.dropped(), answers.dropped(), answers.dropped())
    assert await _write(server) == _extracts()
    assert server.call_count == 3


async def test_json_in_a_fence_is_read(server: LlmServer) -> None:
    server.queue(answers.fenced(GOOD))
    assert (await _write(server))["en"].method == "llm"


async def test_a_failing_sentence_is_replaced_by_the_best_of_the_extract(server: LlmServer) -> None:
    server.queue(GOOD | {"zh-Hans": {"headline": "渡轮复航", "sentences": [ZH_SENTENCES[1], INVENTED]}})
    summary = (await _write(server))["zh-Hans"]
    assert summary.method == "llm"
    assert [sentence.text for sentence in summary.sentences] == [
        "港务局称票务系统耗资1.2亿元，预计年底前完成。",
        FERRY[0],
    ]


async def test_a_failing_sentence_is_dropped_where_the_extract_is_in_another_language(server: LlmServer) -> None:
    invented = _sentence("Nine thousand tickets were sold.", ARTICLES[0], FERRY[0])
    good = _sentence("Haigang agreed to four sailings a night.", ARTICLES[0], FERRY[0])
    server.queue({"en": {"headline": "Ferries return", "sentences": [invented, good]}})
    summary = (await _write(server, "en", articles=ARTICLES[:1]))["en"]
    assert [sentence.text for sentence in summary.sentences] == ["Haigang agreed to four sailings a night."]


async def test_a_language_without_one_good_sentence_is_its_extract_and_the_other_stays(server: LlmServer) -> None:
    server.queue(GOOD | {"zh-Hans": {"headline": "渡轮复航", "sentences": [INVENTED]}})
    written = await _write(server)
    assert written["zh-Hans"] == _extracts()["zh-Hans"]
    assert written["zh-Hant"] == _extracts()["zh-Hant"]
    assert written["en"].method == "llm"


async def test_a_false_headline_gives_way_to_a_title(server: LlmServer) -> None:
    server.queue(GOOD | {"zh-Hans": {"headline": "渡轮首航售出九千张票", "sentences": ZH_SENTENCES}})
    written = await _write(server)
    assert (written["zh-Hans"].method, written["zh-Hans"].headline) == ("llm", STORY.headline)


async def test_a_false_headline_gives_the_extract_where_no_title_is_in_the_language(server: LlmServer) -> None:
    sentences = [_sentence("Haigang agreed to four sailings a night.", ARTICLES[0], FERRY[0])]
    server.queue({"en": {"headline": "Nine thousand tickets sold", "sentences": sentences}})
    assert await _write(server, "en", articles=ARTICLES[:1]) == {"en": _extracts(ARTICLES[:1])["en"]}


async def test_without_a_model_or_a_text_nobody_is_asked(server: LlmServer) -> None:
    assert await write_summaries(STORY, ARTICLES, LANGUAGES, None) == _extracts()
    silent = (ferry(1, paragraphs=()),)
    assert (await _write(server, "en", articles=silent))["en"].sentences == ()
    assert server.call_count == 0


async def test_the_log_tells_what_failed_without_texts(server: LlmServer, caplog: pytest.LogCaptureFixture) -> None:
    server.queue(GOOD | {"zh-Hans": {"headline": "渡轮复航", "sentences": [INVENTED]}}, answers.essay())
    with caplog.at_level(logging.DEBUG):
        await _write(server)
        await _write(server)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("digests")]
    assert lines == [
        f"story {STORY.id}: the model's summary failed its check: zh-Hans number",
        f"story {STORY.id}: the model's summary failed its check: zh-Hans schema, en schema",
    ]
