CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    topic TEXT,               -- null: none configured
    language TEXT,            -- null: none configured, each article's is detected
    homepage TEXT,            -- null: unknown
    shared INTEGER NOT NULL,
    configured INTEGER NOT NULL DEFAULT 0,  -- 1: the operator's list names it, and it goes when the list does not
    next_check_at INTEGER NOT NULL,
    etag TEXT,                -- null: the server gave none, as with the next two
    last_modified TEXT,
    body_hash TEXT,
    failures INTEGER NOT NULL,
    error TEXT,               -- null: the last refresh went well
    last_success_at INTEGER,  -- null: none yet
    lease_until INTEGER       -- null: nobody is refreshing it
) STRICT;
CREATE INDEX sources_due ON sources (next_check_at, id);

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    storyline_id TEXT NOT NULL,
    headline TEXT NOT NULL,
    source_ids TEXT NOT NULL,
    outlets TEXT NOT NULL,
    origins TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    language TEXT NOT NULL,
    topic TEXT,               -- null: not known
    follows TEXT,             -- null: the first of its storyline
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_storyline ON stories (storyline_id, first_at, id);
CREATE INDEX stories_last ON stories (last_at DESC, id);
CREATE INDEX stories_seen ON stories (seen_at);

-- No reference to sources: a source can be removed, its articles stay.
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL,
    title TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    language TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    at INTEGER NOT NULL,      -- what orders it: see Article.at
    fingerprint TEXT NOT NULL,
    outlet TEXT,              -- null: the publisher gave none, as with the next three
    url TEXT,
    author TEXT,
    published_at INTEGER,
    path TEXT,                -- null: not read from a file
    title_given INTEGER NOT NULL,
    tags TEXT NOT NULL,
    topic TEXT,               -- null: not known
    revision INTEGER NOT NULL,
    story_id TEXT REFERENCES stories (id) ON DELETE SET NULL  -- null: not grouped yet
) STRICT;
CREATE INDEX articles_outlet ON articles (outlet, seen_at, id);
CREATE INDEX articles_seen ON articles (seen_at);
CREATE INDEX articles_at ON articles (at, id);
CREATE INDEX articles_story ON articles (story_id);
CREATE INDEX articles_ungrouped ON articles (at, id) WHERE story_id IS NULL;

-- Inserted in the article's order, which rowid keeps.
CREATE TABLE article_keys (
    key TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX article_keys_article ON article_keys (article_id);

-- What an article said before it was edited.
CREATE TABLE article_revisions (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (article_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    article_id TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    story_id TEXT,            -- null: a storyline of its own
    member_id TEXT,           -- null: nothing came close
    score REAL NOT NULL,
    reasons TEXT NOT NULL
) STRICT;

CREATE TABLE summaries (
    story_id TEXT NOT NULL,
    story_revision INTEGER NOT NULL,
    language TEXT NOT NULL,
    text_language TEXT NOT NULL,
    headline TEXT NOT NULL,
    sentences TEXT NOT NULL,
    method TEXT NOT NULL,
    PRIMARY KEY (story_id, story_revision, language)
) STRICT;

-- The id follows the chat when a group moves, and takes its rows along.
CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,        -- null: the whole chat, not one forum topic
    chat_kind TEXT NOT NULL,
    language TEXT NOT NULL,
    timezone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    rhythm TEXT NOT NULL,
    times TEXT NOT NULL,
    days TEXT NOT NULL,
    topics TEXT NOT NULL,
    excluded_sources TEXT NOT NULL,
    state TEXT NOT NULL,
    next_due_at INTEGER,      -- null: nothing is due
    last_edition_at INTEGER   -- null: it has had no edition
) STRICT;
CREATE INDEX subscriptions_chat ON subscriptions (chat_id);
CREATE INDEX subscriptions_due ON subscriptions (next_due_at, id) WHERE state = 'active';
CREATE INDEX subscriptions_instant ON subscriptions (rhythm) WHERE state = 'active';
CREATE INDEX subscriptions_language ON subscriptions (state, language);

-- No reference to sources: a subscription may name one before it is stored.
CREATE TABLE own_sources (
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    source_id TEXT NOT NULL,
    PRIMARY KEY (subscription_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_sources_source ON own_sources (source_id);

CREATE TABLE told (
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    story_id TEXT NOT NULL,
    PRIMARY KEY (subscription_id, story_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE editions (
    id TEXT PRIMARY KEY,
    subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE ON UPDATE CASCADE,
    due_at INTEGER NOT NULL,
    language TEXT NOT NULL,
    timezone TEXT NOT NULL,
    items TEXT NOT NULL,
    more INTEGER NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (subscription_id, due_at)
) STRICT;
CREATE INDEX editions_due ON editions (due_at);

CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    progress_message_id INTEGER,  -- null: not started, or started without a message to report in
    started_at INTEGER,           -- null: not started
    finished_at INTEGER,          -- null: not finished
    UNIQUE (chat_id, created_at, part)
) STRICT;
CREATE INDEX broadcasts_sending ON broadcasts (state) WHERE state = 'sending';

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,        -- null: the chat itself, not one forum topic
    part_number INTEGER NOT NULL,
    part TEXT,                -- null: the broadcast's own, which 100,000 rows need not repeat
    broadcast_id INTEGER REFERENCES broadcasts (id),  -- null: `part` is given
    subscription_id TEXT,     -- null: nobody's in particular
    due_at INTEGER NOT NULL,
    urgency TEXT NOT NULL,
    next_try_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    unknowns INTEGER NOT NULL,
    lease_until INTEGER,      -- null: nobody is sending it
    message_id INTEGER,       -- null: not sent
    error TEXT,               -- null: nothing went wrong
    CHECK ((part IS NULL) <> (broadcast_id IS NULL)),
    CHECK ((lease_until IS NOT NULL) = (state = 'claimed'))
) STRICT;
-- In a unique index every null differs from every other, so a missing thread counts as 0, which Telegram never uses.
CREATE UNIQUE INDEX deliveries_once ON deliveries (owner, chat_id, ifnull(thread_id, 0), part_number);
CREATE INDEX deliveries_waiting ON deliveries (urgency, next_try_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_claimed ON deliveries (lease_until) WHERE state = 'claimed';
CREATE INDEX deliveries_chat ON deliveries (chat_id);
CREATE INDEX deliveries_due ON deliveries (due_at);

-- One row: when the service last said that it is alive.
CREATE TABLE heartbeat (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;
