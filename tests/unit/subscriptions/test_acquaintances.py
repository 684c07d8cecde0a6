"""Who spoke of late, by name, in memory alone."""

from digests.subscriptions.acquaintances import MOST, Acquaintance, Acquaintances

LIN, WEI = Acquaintance(7, "林 Lin", "linwriter"), Acquaintance(8, "Wei Linwood")


def met(*people: Acquaintance) -> Acquaintances:
    known = Acquaintances()
    for each in people:
        known.meet(each)
    return known


def test_a_name_is_found_by_any_part_of_it_and_a_username_by_its_beginning_the_last_met_first() -> None:
    known = met(LIN, WEI)
    assert known.called("lin", limit=9) == [WEI, LIN]
    assert known.called("@linw", limit=9) == [WEI, LIN]
    assert known.called("writer", limit=9) == []
    assert known.called("lin", limit=1) == [WEI]
    assert known.called("@", limit=9) == []


def test_who_changed_the_name_is_known_by_the_new_one_alone() -> None:
    known = met(LIN, Acquaintance(7, "Quinn"))
    assert known.called("lin", limit=9) == []
    assert [each.chat_id for each in known.called("quinn", limit=9)] == [7]


def test_who_wants_to_be_forgotten_is() -> None:
    known = met(LIN)
    known.forget(LIN.chat_id)
    assert known.called("lin", limit=9) == []


def test_the_longest_unseen_is_forgotten_beyond_the_most() -> None:
    known = met(LIN, *(Acquaintance(number, "someone") for number in range(100, 100 + MOST)))
    assert known.called("lin", limit=9) == []
    assert len(known.called("someone", limit=MOST + 9)) == MOST
