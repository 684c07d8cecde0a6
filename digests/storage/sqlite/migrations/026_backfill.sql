-- 1: it was there before its source was first read, so it is nothing to tell at once.
ALTER TABLE articles ADD COLUMN backfill INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_backfill ON articles (at, story_id) WHERE backfill;
