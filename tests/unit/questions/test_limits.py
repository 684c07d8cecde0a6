"""What is remembered of who asks."""

from datetime import timedelta

from digests.models import StoryId
from digests.questions.limits import AskedAbout, HourlyLimit
from tests.factories import NOW

MINUTE = timedelta(minutes=1)
STORY = (StoryId("s1"),)


def test_so_many_questions_an_hour_and_not_one_more() -> None:
    limit = HourlyLimit(3)
    assert [limit.take(7, NOW + n * MINUTE) for n in range(3)] == [None] * 3
    assert limit.take(7, NOW + 10 * MINUTE) == 50 * MINUTE
    assert limit.take(8, NOW + 10 * MINUTE) is None
    assert limit.take(7, NOW + 60 * MINUTE) is None
    assert limit.take(7, NOW + 60 * MINUTE) == MINUTE


def test_a_refused_question_does_not_count() -> None:
    limit = HourlyLimit(1)
    limit.take(7, NOW)
    for n in range(1, 60):
        assert limit.take(7, NOW + n * MINUTE) is not None
    assert limit.take(7, NOW + 60 * MINUTE) is None


def test_among_many_people_the_count_of_each_is_kept() -> None:
    limit = HourlyLimit(1)
    for person in range(3000):
        assert limit.take(person, NOW) is None
    assert all(limit.take(person, NOW + MINUTE) is not None for person in range(0, 3000, 500))


def test_what_a_question_is_about_holds_for_one_question_and_ten_minutes() -> None:
    about = AskedAbout()
    about.remember((7, 7), STORY, NOW)
    assert about.recall((7, 8), NOW) == ()
    assert about.recall((7, 7), NOW + MINUTE) == STORY
    assert about.recall((7, 7), NOW + MINUTE) == ()
    about.remember((7, 7), STORY, NOW)
    assert about.recall((7, 7), NOW + 11 * MINUTE) == ()
