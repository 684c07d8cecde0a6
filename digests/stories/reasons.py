"""Why an article stands where it stands, in words that people can check."""

from collections.abc import Sequence

from digests.models import ArticleId, GroupDecision, StoryId
from digests.stories.evidence import LATER_LIMIT, NEVER_LATER, VETOED, Evidence, as_share, in_words
from digests.stories.live import LiveArticles
from digests.stories.pairs import Pairs
from digests.stories.shelf import StoryShelf

_DEJA_VU = 0.35
_NOTED = 5
"""So many of the nearest articles are told of."""

_SAID = "people say so"
_SAID_ACROSS = "told in two languages, and people, the headlines in one language or a model say so"


class Reasons:
    """The decisions on live articles as they stand on the shelf."""

    def __init__(self, live: LiveArticles, shelf: StoryShelf, pairs: Pairs) -> None:
        self._live = live
        self._shelf = shelf
        self._pairs = pairs

    def decisions(self, asked: Sequence[ArticleId], moved: set[int]) -> list[GroupDecision]:
        """Those on the articles asked for, in that order, then those on the moved ones, oldest first."""
        first = [place for article_id in asked if (place := self._live.find(article_id)) is not None]
        others = sorted(moved - set(first), key=lambda place: self._live[place].age_order)
        return [self._decision(place) for place in (*first, *others)]

    def _decision(self, place: int) -> GroupDecision:
        story_id = self._shelf.story_of(place)
        if story_id is None:
            raise KeyError(self._live[place].article_id)
        if self._shelf.namer(story_id) != place:
            return self._same(place, story_id)
        before = self._shelf.predecessor(story_id)
        return self._new(place) if before is None else self._later(place, before)

    def _same(self, place: int, story_id: StoryId) -> GroupDecision:
        own_id = self._live[place].article_id
        others = [other for other in self._shelf.members(story_id) if other != place]
        if not others:
            return GroupDecision(own_id, "same", story_id, reasons=("the last one of its story",))
        best = max(others, key=lambda other: (self._score(place, other), self._live[other].article_id))
        evidence = self._pairs.weigh(place, best)
        score = as_share(evidence.of_one_event)
        return GroupDecision(
            own_id, "same", story_id, self._live[best].article_id, score, self._words(place, best, evidence)
        )

    def _score(self, place: int, other: int) -> float:
        score = self._pairs.score(place, other)
        return VETOED if score is None else score

    def _later(self, place: int, before: StoryId) -> GroupDecision:
        def nearness(other: int) -> tuple[float, ArticleId]:
            return self._pairs.weigh(place, other).of_one_subject, self._live[other].article_id

        best = max(self._shelf.members(before), key=nearness)
        evidence = self._pairs.weigh(place, best)
        score = as_share(evidence.of_one_subject)
        own_id, member_id = self._live[place].article_id, self._live[best].article_id
        return GroupDecision(own_id, "later", before, member_id, score, self._words(place, best, evidence))

    def _new(self, place: int) -> GroupDecision:
        """A storyline of its own; the nearest article is named all the same, for people to see."""
        own_id = self._live[place].article_id
        if self._live[place].round_up:
            return GroupDecision(own_id, "new", reasons=("a column of several subjects",))
        weighed = [(self._pairs.weigh(place, other), other) for other in self._pairs.similar(place)[:_NOTED]]
        if not weighed:
            return GroupDecision(own_id, "new", reasons=("nothing alike",))
        evidence, nearest = max(weighed, key=lambda each: (each[0].text, self._live[each[1]].article_id))
        words = self._words(place, nearest, evidence)
        if evidence.text >= _DEJA_VU and evidence.apart is not None and evidence.apart > NEVER_LATER:
            words = (*words, "similar, but of another time")
        score = as_share(evidence.of_one_event)
        return GroupDecision(own_id, "new", None, self._live[nearest].article_id, score, words)

    def _words(self, place: int, other: int, evidence: Evidence) -> tuple[str, ...]:
        words = in_words(evidence)
        if shared := self._live[place].origins & self._live[other].origins:
            words.append(f"both credit {', '.join(sorted(shared))}")
        if self._pairs.said(place, other) == "same":
            words.append(f"the same story: {self._who_said(place, other)}")
        return (*words, *self._apart(place))

    def _who_said(self, place: int, other: int) -> str:
        return _SAID if self._live[place].family == self._live[other].family else _SAID_ACROSS

    def _apart(self, place: int) -> list[str]:
        """What keeps it from an article that it is otherwise like."""
        notes: dict[str, None] = {}
        story_id = self._shelf.story_of(place)
        for other in self._pairs.similar(place)[:_NOTED]:
            if self._shelf.story_of(other) == story_id or self._score(place, other) > VETOED:
                continue
            evidence = self._pairs.weigh(place, other)
            if self._pairs.said(place, other) == "different":
                notes[f"not the same story: {_SAID}"] = None
            elif evidence.of_one_subject >= LATER_LIMIT:
                notes[f"not the same story: {evidence.mark}"] = None
        return list(notes)
