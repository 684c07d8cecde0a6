"""Which articles bear on a question, and which sentences are quoted where there is no model."""

from digests.models import Article
from digests.questions.asked import read_question
from digests.questions.passages import ENOUGH, best_passages, by_coverage
from tests.factories import make_article

FERRY = make_article(
    1, title="夜航渡轮恢复", paragraphs=("港务局说，夜航渡轮下月一日恢复。", "首月票价减半，船票周一开售。")
)
STRIKE = make_article(2, title="铁路罢工结束", paragraphs=("司机接受了加薪方案，罢工在周日结束。",))
SHIP = make_article(3, title="渡轮公司换帅", paragraphs=("渡轮公司任命了新的总经理。",))


def coverage(question: str, *articles: Article) -> dict[str, float]:
    return {each.article.title: each.coverage for each in by_coverage(articles, read_question(question))}


def test_an_article_that_holds_the_words_of_a_question_bears_on_it_and_another_does_not() -> None:
    found = coverage("夜航渡轮的票价是多少？", STRIKE, SHIP, FERRY)
    assert list(found) == [FERRY.title, SHIP.title, STRIKE.title]
    assert found[FERRY.title] == 1
    assert found[SHIP.title] < ENOUGH
    assert found[STRIKE.title] == 0


def test_a_word_that_no_article_holds_counts_against_all() -> None:
    """One shared word does not make an answer: what was asked about stands nowhere."""
    assert max(coverage("渡轮公司的火山保险理赔方案", FERRY, STRIKE, SHIP).values()) < ENOUGH


def test_the_sentences_that_hold_most_of_the_question_are_quoted_first_and_word_for_word() -> None:
    found = best_passages([STRIKE, FERRY, SHIP], read_question("渡轮的票价"), 3)
    assert found[0].text == "首月票价减半，船票周一开售。"
    assert all(passage.text in passage.article.text for passage in found)
    assert STRIKE.id not in {passage.article.id for passage in found}


def test_no_thing_is_quoted_twice() -> None:
    copy = make_article(4, title="渡轮", paragraphs=("港务局说，夜航渡轮将在下月一日恢复。",))
    found = best_passages([FERRY, copy], read_question("夜航渡轮何时恢复"), 4)
    assert len([passage for passage in found if "恢复" in passage.text]) == 1


def test_of_a_question_without_words_the_beginning_is_quoted() -> None:
    assert best_passages([FERRY], read_question("为什么？"), 1)[0].text == FERRY.paragraphs[0]
