ALTER TABLE broadcasts ADD COLUMN audience TEXT NOT NULL DEFAULT '{}';
ALTER TABLE broadcasts ADD COLUMN language TEXT;         -- null: not known, the administrator's reports are in the default
ALTER TABLE broadcasts ADD COLUMN scheduled_at INTEGER;  -- null: to be sent at once
CREATE INDEX broadcasts_scheduled ON broadcasts (scheduled_at) WHERE state = 'scheduled';

CREATE TABLE bans (
    chat_id INTEGER PRIMARY KEY,
    banned_at INTEGER NOT NULL,
    banned_by INTEGER NOT NULL
) STRICT;

-- Who did what, and when; never what a message says.
CREATE TABLE admin_actions (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    admin_id INTEGER NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

-- Sums that outlive what they were counted from; nobody's in particular.
CREATE TABLE daily_figures (
    day TEXT PRIMARY KEY,
    subscribers INTEGER NOT NULL,
    joined INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    sent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_created ON subscriptions (created_at DESC, id);

-- What an administrator took out stays out, though the operator's list names it.
CREATE TABLE dismissed_sources (
    id TEXT PRIMARY KEY
) STRICT;
