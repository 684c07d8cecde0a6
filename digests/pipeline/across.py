"""Across languages: stories that may tell one event are proposed, and with a model decided, once.

Without a model a guess is shown as one and nothing is joined. With one, both stories have headlines in one language:
these decide, and where they do not say, the model is asked. What it answered stays, also after a restart.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.clock import Clock
from digests.errors import BudgetSpent, ModelError
from digests.models import LANGUAGES, Pairing, PairingVerdict, Story, Subject, Summary
from digests.pipeline.metering import MeteredModel
from digests.ports import Prompt, Storage
from digests.stories.across import Gist, gist_of, proposals
from digests.stories.features import family_of
from digests.stories.headlines import MOST_OUTPUT_TOKENS, SCHEMA, by_headlines, question, read_verdict
from digests.summaries.budget import retry_at

log = logging.getLogger(__name__)

_WINDOW = timedelta(days=2)
_OVERLAP = timedelta(minutes=10)
_AT_ONCE = 20
_MOST_CALLS = 2
_STORIES = 2000


class AcrossLanguages:
    """Proposes pairs of stories, and decides them where there is a model."""

    def __init__(self, storage: Storage, model: MeteredModel | None, clock: Clock) -> None:
        self._storage = storage
        self._model = model
        self._clock = clock
        self._looked_at: datetime | None = None

    async def look(self) -> int:
        """Propose pairs for the stories that came since the last time, and decide some; returns how many."""
        await self._propose()
        if self._model is None:
            return 0
        now = self._clock.now()
        open_ = await self._storage.pairings.undecided(now, now - _WINDOW, limit=_AT_ONCE)
        return sum([await self._decide(pairing, self._model) for pairing in open_])

    async def _propose(self) -> None:
        """What a reader's own source says is compared with nothing: a story of it is theirs alone."""
        now = self._clock.now()
        shared = frozenset(source.id for source, _ in await self._storage.sources.all() if source.shared)
        recent = await self._storage.stories.since(now - _WINDOW, limit=_STORIES)
        stories = [story for story in recent if shared.issuperset(story.source_ids)]
        since = (self._looked_at or now - _WINDOW) - _OVERLAP
        if not any(story.seen_at >= since for story in stories):
            return
        gists = await self._gists(stories)
        fresh = [gist for gist, story in zip(gists, stories, strict=True) if story.seen_at >= since]
        found = proposals(fresh, gists)
        await self._storage.pairings.propose([Pairing(*ids, score, now) for ids, score in found.items()])
        self._looked_at = max(story.seen_at for story in stories)

    async def _gists(self, stories: Sequence[Story]) -> list[Gist]:
        openings = await self._storage.stories.openings([story.id for story in stories])
        return [
            gist_of(story.article_ids[0], family_of(story.language), story.first_at, openings.get(story.id, ""))
            for story in stories
        ]

    async def _decide(self, pairing: Pairing, model: MeteredModel) -> bool:
        found = await self._storage.stories.of_articles([pairing.article_id, pairing.other_id])
        stories = sorted(found.values(), key=lambda story: (story.first_at, story.id))
        if len(stories) != 2 or stories[0].id == stories[1].id:
            return False
        summaries = await self._in_one_language(stories)
        if summaries is None:
            return False
        verdict: PairingVerdict | None = by_headlines(*summaries)
        settled = replace(pairing, verdict=verdict, by="headlines" if verdict else None)
        if verdict is None:
            settled = await self._asked(pairing, stories[1], summaries, model)
        await self._storage.pairings.settle(settled)
        return settled.verdict is not None

    async def _asked(
        self, pairing: Pairing, story: Story, summaries: tuple[Summary, Summary], model: MeteredModel
    ) -> Pairing:
        """The pairing with the model's verdict; without an answer, with the moment at which to ask again."""
        asked = question(*summaries)
        errand = model.errand(Subject("pairing", story.id), most_calls=_MOST_CALLS)
        now = self._clock.now()
        try:
            answer = await errand.answer(Prompt(asked.system, asked.user, "verdict", SCHEMA, MOST_OUTPUT_TOKENS))
            return replace(pairing, verdict=read_verdict(answer.text), by="model", tries=pairing.tries + 1)
        except BudgetSpent:
            return replace(pairing, tries=max(1, pairing.tries), retry_at=model.next_day(now))
        except ModelError as error:
            log.info("stories in two languages: no verdict: %s", error)
            tries = pairing.tries + 1
            return replace(pairing, tries=tries, retry_at=retry_at(tries, now))

    async def _in_one_language(self, stories: Sequence[Story]) -> tuple[Summary, Summary] | None:
        """What a model wrote of the two in a language that it wrote both in; None as long as there is none."""
        for language in LANGUAGES:
            found = [await self._storage.summaries.find(each.id, each.revision, language) for each in stories]
            written = [each for each in found if each is not None and each.method == "llm"]
            if len(written) == 2:
                return written[0], written[1]
        return None
