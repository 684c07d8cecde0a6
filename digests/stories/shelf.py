"""Which live article is in which story, and which story follows which."""

from collections.abc import Iterable, Sequence

from digests.models import StoryId
from digests.stories.live import Known, LiveArticles
from digests.stories.story import new_story_id


class StoryShelf:
    """Stories by article and storylines by story.

    A story bears the name of one of its articles, its namer: most often its founder. However stories join and part,
    the namer's story keeps the name. Only where the namer is not live any more the oldest live article stands for it.
    """

    def __init__(self, live: LiveArticles) -> None:
        self._live = live
        self._members: dict[StoryId, list[int]] = {}
        self._story_of: dict[int, StoryId] = {}
        self._namer: dict[StoryId, int] = {}
        self._after: dict[StoryId, int] = {}
        self._line_known: dict[StoryId, StoryId] = {}
        self._line: dict[StoryId, StoryId] = {}
        self._stories_of_line: dict[StoryId, set[StoryId]] = {}

    def __contains__(self, story_id: StoryId) -> bool:
        return story_id in self._members

    def story_of(self, place: int) -> StoryId | None:
        return self._story_of.get(place)

    def members(self, story_id: StoryId) -> Sequence[int]:
        """The places of a live story's articles, founder first."""
        return self._members[story_id]

    def founder(self, story_id: StoryId) -> Known:
        return self._live[self._members[story_id][0]]

    def namer(self, story_id: StoryId) -> int:
        return self._namer[story_id]

    def has_line(self, story_id: StoryId) -> bool:
        """Whether the storyline of a story was settled before."""
        return story_id in self._line

    def predecessor(self, story_id: StoryId) -> StoryId | None:
        """The story that this one goes on from: of what its article tells the sequel, an older one than itself."""
        place = self._after.get(story_id)
        before = None if place is None else self._story_of.get(place)
        if before is None or before == story_id or self.founder(before).age_order >= self.founder(story_id).age_order:
            return None
        return before

    def root(self, story_id: StoryId) -> StoryId:
        """The first live story of the line that leads to this one."""
        while (before := self.predecessor(story_id)) is not None:
            story_id = before
        return story_id

    def load(self, place: int, story_id: StoryId, storyline_id: StoryId) -> None:
        """Put an article where it was put before."""
        self._line_known[story_id] = storyline_id
        self.put(story_id, [*self._members.get(story_id, ()), place])
        self._settle(story_id, storyline_id)

    def put(self, story_id: StoryId, places: Iterable[int]) -> None:
        """Let these be all articles of a story."""
        members = sorted(places, key=lambda place: self._live[place].age_order)
        self._members[story_id] = members
        self._story_of.update(dict.fromkeys(members, story_id))
        named = (place for place in members if new_story_id(self._live[place].article_id) == story_id)
        self._namer[story_id] = next(named, members[0])

    def remove(self, story_id: StoryId) -> None:
        """Forget a story; its articles are or will be elsewhere."""
        for place in self._members.pop(story_id, ()):
            if self._story_of.get(place) == story_id:
                del self._story_of[place]
        line = self._line.pop(story_id, None)
        if line is not None:
            self._stories_of_line[line].discard(story_id)
        for known in (self._namer, self._after, self._line_known):
            known.pop(story_id, None)

    def forget(self, places: Iterable[int]) -> None:
        """Drop articles; a story of which none is left goes too."""
        touched: dict[StoryId, list[int]] = {}
        for place in places:
            story_id = self._story_of.pop(place, None)
            if story_id is not None and story_id not in touched:
                touched[story_id] = [each for each in self._members[story_id] if each in self._live]
        for story_id, members in touched.items():
            if members:
                self.put(story_id, members)
            else:
                self.remove(story_id)

    def name_for(self, places: Sequence[int], standing: dict[int, StoryId]) -> StoryId:
        """The name of the story that these articles make, founder first: of the stories whose namers are among them
        (`standing`), that with most articles here; else a new one.
        """
        named = {standing[place]: place for place in places if place in standing}
        if not named:
            return new_story_id(self._live[places[0]].article_id)
        here = {story_id: sum(self._story_of.get(place) == story_id for place in places) for story_id in named}
        return min(named, key=lambda story_id: (-here[story_id], self._live[named[story_id]].age_order))

    def follow(self, story_id: StoryId, place: int | None) -> bool:
        """Let a story go on from the one of the article at `place`; tells whether that is news."""
        if self._line_known.get(story_id, story_id) != story_id and place is None:
            return False
        if self._after.get(story_id) == place:
            return False
        if place is None:
            del self._after[story_id]
        else:
            self._after[story_id] = place
        return True

    def settle_lines(self, story_ids: Iterable[StoryId]) -> dict[StoryId, StoryId]:
        """Find the storylines of these stories and of all in their lines anew; returns those that are others now."""
        live = {story_id for story_id in story_ids if story_id in self._members}
        lines = {self._line[story_id] for story_id in live if story_id in self._line}
        lines |= {self._line_by_links(story_id) for story_id in live}
        live |= {story_id for line in lines for story_id in self._stories_of_line.get(line, ())}
        found = {story_id: self._line_by_links(story_id) for story_id in sorted(live)}
        changed = {story_id: line for story_id, line in found.items() if self._line.get(story_id) != line}
        for story_id, line in changed.items():
            self._settle(story_id, line)
        return changed

    def _line_by_links(self, story_id: StoryId) -> StoryId:
        root = self.root(story_id)
        return self._line_known.get(root, root)

    def _settle(self, story_id: StoryId, line: StoryId) -> None:
        before = self._line.get(story_id)
        if before is not None:
            self._stories_of_line[before].discard(story_id)
        self._line[story_id] = line
        self._stories_of_line.setdefault(line, set()).add(story_id)
