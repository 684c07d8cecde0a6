"""The summaries of a story, by the model where there is one."""

from collections.abc import Sequence

from digests.models import Article, Language, Story, Summary
from digests.ports import LanguageModel
from digests.summaries.extract import extract


async def write_summaries(
    story: Story, articles: Sequence[Article], languages: Sequence[Language], model: LanguageModel | None
) -> dict[Language, Summary]:
    """A summary of `story` for readers of each of `languages`."""
    return {language: extract(story, articles, language) for language in languages}
