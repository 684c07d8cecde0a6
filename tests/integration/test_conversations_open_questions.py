"""Questions that name nothing, name it in the other language, or come when the day's money is spent."""

import importlib
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from bot.settings import Secret, Settings
from tests.acceptance.house import PIECES, PIECES_ZH, House, Piece, open_house
from tests.fakes import llm_answers as answers
from tests.fakes.llm_server import Json, LlmServer
from tests.fakes.telegram_people import Person

QUOTE = "Four sailings a night resume next month."
TOLD = "下月起每晚开行四班。"
MINE = Piece("Divers reach Hong Kong wreck", "Divers reached a wreck off Hong Kong on Friday. Nobody was aboard.")


@pytest.fixture
async def keyless() -> AsyncIterator[House]:
    async with open_house(settings=Settings()) as house:
        await house.publish("courier", *PIECES, MINE)
        await house.publish("ribao", *PIECES_ZH)
        yield house


async def _reader(house: House, language: str = "zh-hans") -> Person:
    person = house.server.person(7, first_name="Lin", language_code=language)
    await person.ask("/start")
    return person


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("zh-hans", "今天有什么新闻？"),
        ("zh-hans", "最近有什么大事？"),
        ("zh-hant", "今天有什麼新聞？"),
        ("en", "what happened today?"),
        ("en", "any news?"),
    ],
)
@pytest.mark.parametrize("command", ["", "/ask "])
async def test_a_question_on_the_news_at_large_is_answered_with_the_newest_stories(
    keyless: House, language: str, question: str, command: str
) -> None:
    person = await _reader(keyless, language)
    answer = await person.ask(command + question)
    assert "1" in answer.labels
    assert any(piece.title in answer.text for piece in (*PIECES, *PIECES_ZH))


async def test_what_was_missed_is_what_came_since_the_last_visit(keyless: House) -> None:
    person = await _reader(keyless, "en")
    await person.ask("/latest")
    await keyless.clock.advance(seconds=3600)
    new = Piece("Lighthouse lens comes home", "The old lens of Haigang lighthouse was returned on Sunday.")
    await keyless.publish("courier", new)
    answer = await person.ask("What did I miss?")
    assert new.title in answer.text
    assert PIECES[3].title not in answer.text


async def test_a_question_that_names_something_is_no_question_on_the_news_at_large(keyless: House) -> None:
    person = await _reader(keyless)
    assert (await person.ask("矿井今天有什么消息？获救几人？")).text.startswith("报道里最相关的原文：")


async def test_without_a_key_names_are_found_in_the_other_language(keyless: House) -> None:
    person = await _reader(keyless)
    answer = await person.ask("/ask 香港发生了什么事？")
    assert "Divers reached a wreck off Hong Kong on Friday." in answer.text
    assert "未翻译" in answer.text


@pytest.mark.parametrize("words", [{"keywords": ["night ferries", "sailings"]}, {"keywords": ["ferry"]}])
async def test_with_a_model_a_question_is_put_in_the_words_of_the_other_language(words: Json) -> None:
    importlib.import_module("openai")

    def answer(body: Json) -> object:
        asked = str(body)
        if "keywords:" in asked:
            return words
        if "<<<DATA-" not in asked:
            return answers.status(400)
        article = asked.split(" id=", 1)[1].split(maxsplit=1)[0]
        return {"sentences": [{"evidence": [{"article": article, "quote": QUOTE}], "text": TOLD}]}

    async with LlmServer(answer) as llm, open_house(settings=_settings(llm)) as house:
        await house.publish("courier", *PIECES)
        person = await _reader(house)
        found = await person.ask("/ask 夜航渡轮每晚开行几班？")
        assert found.text.startswith(f"· {TOLD}¹")
        assert QUOTE in found.text
        assert sum("<<<DATA-" in request.prompt for request in llm.requests) == 2


@pytest.mark.parametrize(
    "words", [answers.malformed(), answers.refusal(), {"keywords": ["x" * 500, 7, ""]}, {"keywords": []}, []]
)
async def test_useless_words_leave_an_honest_nothing(words: object) -> None:
    importlib.import_module("openai")
    async with (
        LlmServer(lambda body: words if "keywords:" in str(body) else answers.status(400)) as llm,
        open_house(settings=_settings(llm)) as house,
    ):
        await house.publish("courier", *PIECES)
        person = await _reader(house)
        assert (await person.ask("/ask 火山喷发了吗？")).text.startswith("已收录的报道里没有提到这一点。")


async def test_when_the_days_money_is_spent_the_articles_own_words_answer_and_say_so() -> None:
    async with (
        LlmServer(lambda _: answers.status(500)) as llm,
        open_house(settings=_settings(llm, Decimal("0.000001"))) as house,
    ):
        await house.publish("ribao", *PIECES_ZH)
        person = await _reader(house)
        answer = await person.ask("/ask 夜航渡轮每晚开行几班？")
        assert answer.text.startswith("今天的智能问答额度已用完。")
        assert "两地周六同意下月起每晚开行四班" in answer.text
        assert llm.call_count == 0


def _settings(llm: LlmServer, budget: Decimal | None = None) -> Settings:
    price = Decimal(1) if budget else None
    return Settings(
        openai_api_key=Secret(llm.api_key),
        openai_base_url=llm.base_url,
        openai_model=llm.model,
        llm_daily_budget_usd=budget,
        llm_price_input=price,
        llm_price_output=price,
    )
