"""The newspaper. It knows nothing of Telegram; `bot` is the paper boy.

    source ──> entry ──> article ──> story ──> summary ──> edition ──> delivery

    source     `digests.sources.catalogue`, `digests.sources.fetch`: what is configured, and its bytes
    entry      `digests.sources.parse`, `digests.sources.posts`: what the feed or the saved post said
    article    `digests.articles.build`: cleaned and de-duplicated text
    story      `digests.stories.group`: the articles on one event, and the storyline it belongs to
    summary    `digests.summaries.write`, `digests.summaries.extract`: checked sentences with their evidence
    edition    `digests.editions.compose`: one subscription's digest for one slot
    delivery   `digests.deliveries.dispatch`: a row of the outbox, then a message

`digests.pipeline` runs the stages; `digests.ports` are the edges; `digests.storage` and `digests.llm` are adapters.
"""
