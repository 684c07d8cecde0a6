-- What a reader wishes of single sources, as lists of their ids; and whether a picture stands above the digest.
ALTER TABLE subscriptions ADD COLUMN brief_sources TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscriptions ADD COLUMN preferred_sources TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscriptions ADD COLUMN instant_sources TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscriptions ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE editions ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN picture TEXT;  -- null: the publisher gave none
CREATE INDEX subscriptions_instant_sources ON subscriptions (id) WHERE instant_sources <> '[]' AND state = 'active';
