-- Feeds that were found for somebody who has not chosen yet. Nothing says for whom.
CREATE TABLE offered_sources (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    topic TEXT,               -- null: none, as with the next two
    language TEXT,
    homepage TEXT,
    shared INTEGER NOT NULL,
    offered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX offered_sources_offered ON offered_sources (offered_at);
