"""Whose word on two articles counts."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.models import ArticleId, Constraint, ConstraintVerdict
from digests.stories.constraints import READERS_NEEDED, InForce, in_force, pair
from tests.unit.stories.samples import MONDAY

A, B, C = (ArticleId(each) for each in "abc")


def said(verdict: ConstraintVerdict, by: int, *, minute: int = 0, admin: bool = False) -> Constraint:
    return Constraint(A, B, verdict, by, admin, MONDAY + timedelta(minutes=minute))


def readers(verdict: ConstraintVerdict, count: int, first: int = 1) -> list[Constraint]:
    return [said(verdict, by) for by in range(first, first + count)]


def test_an_administrators_word_counts_at_once_and_their_latest_word_counts() -> None:
    assert in_force([said("different", 1, admin=True)]).different == {(A, B)}
    changed = [said("different", 1, admin=True), said("same", 2, minute=5, admin=True)]
    assert in_force(changed) == InForce(same=frozenset([(A, B)]))


def test_readers_count_when_enough_of_them_agree() -> None:
    assert in_force(readers("different", READERS_NEEDED - 1)) == InForce()
    assert in_force(readers("different", READERS_NEEDED)).different == {(A, B)}


def test_one_reader_who_repeats_it_is_one_reader() -> None:
    assert in_force([said("different", 1, minute=minute) for minute in range(9)]) == InForce()


def test_as_many_for_as_against_decide_nothing_and_an_administrator_decides_against_all() -> None:
    split = readers("different", 4) + readers("same", 4, first=10)
    assert in_force(split) == InForce()
    assert in_force([*readers("different", 9), said("same", 99, admin=True)]).same == {(A, B)}


def test_what_is_forbidden_is_asked_of_every_member() -> None:
    rule = InForce(different=frozenset([pair(B, A)]))
    assert rule.forbids(A, [C, B])
    assert rule.forbids(B, [A])
    assert not rule.forbids(C, [A, B])


words = st.lists(
    st.builds(
        Constraint,
        article_id=st.sampled_from([A, B, C]),
        other_id=st.sampled_from([A, B, C]),
        verdict=st.sampled_from(["same", "different"]),
        by=st.integers(1, 6),
        is_admin=st.booleans(),
        at=st.integers(0, 9).map(lambda hour: MONDAY + timedelta(hours=hour)),
    ),
    max_size=30,
)


@given(words)
def test_no_pair_is_both_and_the_order_in_which_it_was_kept_does_not_matter(said: list[Constraint]) -> None:
    rule = in_force(said)
    assert not rule.same & rule.different
    assert in_force(reversed(said)) == rule
