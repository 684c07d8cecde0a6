"""Whatever a model does, the reader gets a right summary: over a real chat completions server on loopback."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC

import pytest

from digests.language.script import to_hant
from digests.llm.openai_model import OpenAIModel
from digests.models import LANGUAGES, Article, Language, Missing, Story, Subject, Summary
from digests.pipeline.metering import MeteredModel, Purse
from digests.storage import open_storage
from digests.summaries.extract import extract
from digests.summaries.write import Written, write_summaries
from tests.factories import NOW, make_story, make_summary
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import LlmServer
from tests.unit.pipeline.pressroom import HastyClock
from tests.unit.summaries.samples import FERRY, ferry

ARTICLES = (ferry(1), ferry(2, "en"))
STORY = make_story(1, ARTICLES)


def _sentence(chinese: str, english: str, article: Article, quote: str) -> dict[str, object]:
    texts = {"zh-Hans": chinese, "en": english}
    return {"text": texts, "evidence": [{"article": article.id, "quote": quote}], "new": True}


def _summary(*sentences: dict[str, object], **headline: str) -> dict[str, object]:
    titles = {"zh-Hans": "海港城下月恢复夜航渡轮", "en": "Haigang to resume night ferries next month"}
    return {"topic": "society", "headline": titles | headline, "sentences": list(sentences)}


AGREED = _sentence(
    "海港城与对岸商定，下月起每晚开行四班渡轮。",
    "Haigang and the far shore agreed on four sailings a night from next month.",
    ARTICLES[0],
    FERRY[0],
)
TICKETS = _sentence(
    "港务局称票务系统耗资1.2亿元，预计年底前完成。",
    "The harbour office said ticketing, at 120 million yuan, is expected by the end of the year.",
    ARTICLES[0],
    "预计年底前完成, 耗资1.2亿元",
)
TICKETS_ZH, TICKETS_EN = TICKETS["text"]["zh-Hans"], TICKETS["text"]["en"]  # type: ignore[index]
INVENTED = _sentence("首航已售出九千张票。", "Nine thousand tickets were sold.", ARTICLES[0], FERRY[0])
GOOD = _summary(AGREED, TICKETS)


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with LlmServer() as running:
        yield running


async def _write(
    server: LlmServer, *languages: Language, articles: tuple[Article, ...] = ARTICLES
) -> dict[Language, Summary]:
    return dict((await _written(server, *languages, articles=articles)).summaries)


async def _written(
    server: LlmServer, *languages: Language, articles: tuple[Article, ...] = ARTICLES, told: Summary | None = None
) -> Written:
    """What is written with three requests at most, as the service allows a story."""
    model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model, timeout_s=2)
    async with open_storage("sqlite://") as storage:
        metered = MeteredModel(model, server.model, storage.usage, HastyClock(NOW), random.Random(1), Purse(UTC))
        errand = metered.errand(Subject("summary", STORY.id))
        try:
            return await write_summaries(_story(articles), articles, languages or LANGUAGES, errand, told)
        finally:
            await model.aclose()


def _story(articles: tuple[Article, ...]) -> Story:
    return STORY if articles == ARTICLES else make_story(1, articles)


def _extracts(missing: Missing | None = "failed", articles: tuple[Article, ...] = ARTICLES) -> dict[Language, Summary]:
    extracts = {language: extract(_story(articles), articles, language) for language in LANGUAGES}
    return {language: replace(each, missing=missing) for language, each in extracts.items()}


async def test_one_call_writes_all_languages_with_verbatim_evidence(server: LlmServer) -> None:
    server.queue(GOOD)
    written = await _write(server)
    assert server.call_count == 1
    assert {summary.method for summary in written.values()} == {"llm"}
    assert written["zh-Hans"].headline == "海港城下月恢复夜航渡轮"
    assert written["en"].sentences[1].text == TICKETS_EN
    quote = written["zh-Hans"].sentences[1].evidence[0].quote
    assert quote in FERRY[2]
    assert quote == "预计年底前完成，耗资1.2亿元"
    assert written["en"].sentences[1].evidence == written["zh-Hans"].sentences[1].evidence


async def test_traditional_is_made_of_simplified_and_its_evidence_stays_as_printed(server: LlmServer) -> None:
    server.queue(GOOD)
    summary = (await _write(server, "zh-Hant"))["zh-Hant"]
    schema = server.requests[-1].schema
    assert schema is not None
    assert schema["properties"]["headline"]["required"] == ["zh-Hans"]  # type: ignore[index]
    assert summary.text_language == "zh-Hant"
    assert summary.headline == to_hant("海港城下月恢复夜航渡轮") != "海港城下月恢复夜航渡轮"
    assert summary.sentences[0].evidence[0].quote == FERRY[0]


async def test_what_is_new_since_the_last_revision_stands_first(server: LlmServer) -> None:
    server.queue(_summary(AGREED | {"new": False}, TICKETS))
    written = await _written(server, told=make_summary(1, ARTICLES[0], headline="海港城将复航渡轮"))
    assert [sentence.is_new for sentence in written.summaries["en"].sentences] == [True, False]
    assert "海港城将复航渡轮" in server.requests[0].prompt
    assert written.topic == "society"


USELESS = [
    answers.malformed(),
    answers.truncated(GOOD),
    answers.refusal(),
    answers.empty(),
    answers.essay(),
    answers.html_page(),
    answers.web_page(),
    answers.no_choices(),
    answers.document([]),
    answers.document({"topic": "world", "headline": {"zh-Hans": "渡轮"}, "sentences": []}),
    answers.status(400, message="the context is too long"),
    answers.status(401),
    answers.status(404),
    answers.status(429),
    answers.status(429, retry_after_s=3600),
    answers.status(500),
    answers.dropped(),
    answers.interrupted(GOOD),
]


@pytest.mark.parametrize("answer", USELESS, ids=lambda answer: answer.name)
async def test_a_useless_answer_gives_the_extracts_after_three_requests_at_most(
    server: LlmServer, answer: answers.Answer
) -> None:
    server.queue(answer, answer, answer, answer)
    assert await _write(server) == _extracts()
    assert server.call_count <= 3


@pytest.mark.parametrize("answer", USELESS, ids=lambda answer: answer.name)
async def test_one_useless_answer_costs_no_summary_where_asking_again_helps(
    server: LlmServer, answer: answers.Answer
) -> None:
    server.queue(answer, GOOD)
    written = await _write(server)
    methods = {summary.method for summary in written.values()}
    assert methods == {"llm" if server.call_count == 2 else "extract"}
    assert all(sentence.evidence for summary in written.values() for sentence in summary.sentences)


async def test_a_server_that_is_silent_gives_the_extracts(server: LlmServer) -> None:
    never = asyncio.Event()
    server.queue(*[answers.held(never) for _ in range(4)])
    model = OpenAIModel(api_key=server.api_key, base_url=server.base_url, model=server.model, timeout_s=0.05)
    async with open_storage("sqlite://") as storage:
        metered = MeteredModel(model, server.model, storage.usage, HastyClock(NOW), random.Random(1), Purse(UTC))
        errand = metered.errand(Subject("summary", STORY.id))
        assert (await write_summaries(STORY, ARTICLES, LANGUAGES, errand)).summaries == _extracts()
    await model.aclose()
    assert server.call_count == 3


async def test_json_in_a_fence_is_read(server: LlmServer) -> None:
    server.queue(answers.fenced(GOOD))
    assert (await _write(server))["en"].method == "llm"


async def test_the_repair_is_told_each_fault_and_its_answer_goes_out(server: LlmServer) -> None:
    server.queue(_summary(AGREED, INVENTED), GOOD)
    written = await _written(server)
    assert server.call_count == 2
    prompt = server.requests[1].prompt
    assert "zh-Hans, sentence 2: its quotes do not hold this number (九千张)" in prompt
    assert "en, sentence 2: its quotes do not hold this number (Nine thousand)" in prompt
    assert [sentence.text for sentence in written.summaries["zh-Hans"].sentences][1] == TICKETS_ZH
    assert (written.replaced, written.rejections) == (0, ())


async def test_a_repair_that_is_worse_or_fails_does_not_take_what_passed(server: LlmServer) -> None:
    for second in (_summary(INVENTED), answers.essay(), answers.status(400)):
        server.queue(_summary(TICKETS, INVENTED), second)
        written = await _written(server)
        assert written.summaries["zh-Hans"].sentences[0].text == TICKETS_ZH


async def test_a_failing_sentence_is_replaced_by_the_best_of_the_extract(server: LlmServer) -> None:
    server.queue(_summary(TICKETS, INVENTED), _summary(TICKETS, INVENTED))
    written = await _written(server)
    summary = written.summaries["zh-Hans"]
    assert summary.method == "llm"
    assert [sentence.text for sentence in summary.sentences] == [TICKETS_ZH, FERRY[0]]
    assert (written.sentences, written.replaced) == (4, 2)
    assert {each.kind for each in written.rejections} == {"number"}
    assert server.call_count == 2


async def test_a_failing_sentence_is_dropped_where_the_extract_is_in_another_language(server: LlmServer) -> None:
    server.queue(_summary(INVENTED, AGREED), _summary(INVENTED, AGREED))
    summary = (await _write(server, "en", articles=ARTICLES[:1]))["en"]
    assert [sentence.text for sentence in summary.sentences] == [AGREED["text"]["en"]]  # type: ignore[index]


async def test_a_translation_with_other_facts_goes_out_in_neither_language(server: LlmServer) -> None:
    other = _sentence("海港城与对岸周六商定。", "Haigang and the far shore agreed.", ARTICLES[0], FERRY[0])
    server.queue(_summary(TICKETS, other), _summary(TICKETS, other))
    written = await _written(server)
    assert {each.kind for each in written.rejections} == {"parity"}
    texts = [sentence.text for each in written.summaries.values() for sentence in each.sentences]
    assert not {other["text"]["zh-Hans"], other["text"]["en"]} & set(texts)  # type: ignore[index]


async def test_a_language_without_one_good_sentence_is_its_extract_and_the_other_stays(server: LlmServer) -> None:
    bad_chinese = _sentence("首航已售出九千张票。", TICKETS_EN, ARTICLES[0], "预计年底前完成，耗资1.2亿元")
    server.queue(_summary(bad_chinese), _summary(bad_chinese))
    written = await _write(server)
    assert written["zh-Hans"] == _extracts("rejected")["zh-Hans"]
    assert written["zh-Hant"] == _extracts("rejected")["zh-Hant"]
    assert written["en"].method == "llm"


@pytest.mark.parametrize(
    "answer",
    [
        answers.wrong_language(GOOD),
        _summary(INVENTED),
        _summary(
            _sentence("<b>两地商定</b>，下月起开行。", "[Four](http://x.example) sailings.", ARTICLES[0], FERRY[0])
        ),
        _summary(_sentence("两地商定每晚开行四班。", "They agreed on four sailings.", ferry(9), FERRY[0])),
        _summary(_sentence("市长王小明宣布复航。", "Mayor Peter Novak announced the return.", ARTICLES[0], FERRY[0])),
    ],
)
async def test_an_answer_of_which_nothing_passes_gives_the_extracts(server: LlmServer, answer: object) -> None:
    server.queue(answer, answer, answer)
    assert await _write(server) == _extracts("rejected")
    assert server.call_count == 2


async def test_a_false_headline_gives_way_to_a_title(server: LlmServer) -> None:
    false = _summary(AGREED, TICKETS, **{"zh-Hans": "渡轮首航售出九千张票"})
    server.queue(false, false)
    written = await _write(server)
    assert (written["zh-Hans"].method, written["zh-Hans"].headline) == ("llm", STORY.headline)


async def test_a_false_headline_gives_the_extract_where_no_title_is_in_the_language(server: LlmServer) -> None:
    false = _summary(AGREED, en="Nine thousand tickets sold")
    server.queue(false, false)
    assert await _write(server, "en", articles=ARTICLES[:1]) == {"en": _extracts("rejected", ARTICLES[:1])["en"]}


async def test_without_a_model_or_a_text_nobody_is_asked(server: LlmServer) -> None:
    assert (await write_summaries(STORY, ARTICLES, LANGUAGES, None)).summaries == _extracts(None)
    silent = (ferry(1, paragraphs=()),)
    assert (await _write(server, "en", articles=silent))["en"].sentences == ()
    assert server.call_count == 0


async def test_the_log_tells_what_failed_without_texts(server: LlmServer, caplog: pytest.LogCaptureFixture) -> None:
    server.queue(_summary(AGREED, INVENTED), GOOD)
    with caplog.at_level(logging.INFO):
        await _write(server)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("digests")]
    assert lines == [f"story {STORY.id}: the model's summary failed its check: zh-Hans number, en number"]
