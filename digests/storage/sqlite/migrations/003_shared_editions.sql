-- Readers with equal choices get equal items: they are kept once, however many editions tell them.
CREATE TABLE edition_items (
    id TEXT PRIMARY KEY,      -- the hash of the items
    items TEXT NOT NULL
) STRICT;
INSERT INTO edition_items (id, items) SELECT id, items FROM editions;
ALTER TABLE editions ADD COLUMN items_id TEXT NOT NULL DEFAULT '';
UPDATE editions SET items_id = id;
ALTER TABLE editions DROP COLUMN items;
CREATE INDEX editions_items ON editions (items_id);
CREATE TRIGGER editions_deleted AFTER DELETE ON editions BEGIN
    DELETE FROM edition_items
    WHERE id = OLD.items_id AND NOT EXISTS (SELECT 1 FROM editions WHERE items_id = OLD.items_id);
END;

-- Who wants news at once is looked for first.
DROP INDEX subscriptions_instant;
CREATE INDEX subscriptions_instant ON subscriptions (next_due_at, id) WHERE state = 'active' AND rhythm = 'instant';
