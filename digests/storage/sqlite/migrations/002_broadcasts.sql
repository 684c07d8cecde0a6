-- Deliveries wait in the order in which they were due, each broadcast's by itself so that a paused one is passed over at
-- once. What is in no index of its own here is looked for by the ones above.
ALTER TABLE deliveries ADD COLUMN sent_at INTEGER;  -- null: not sent, or sent before this column was there
DROP INDEX deliveries_waiting;
CREATE INDEX deliveries_waiting ON deliveries (urgency, broadcast_id, due_at, id, next_try_at) WHERE state = 'pending';
CREATE INDEX deliveries_undoing ON deliveries (id) WHERE state = 'undoing';
CREATE INDEX deliveries_failed ON deliveries (owner) WHERE state IN ('failed', 'unknown');
DROP INDEX broadcasts_sending;
CREATE INDEX broadcasts_under_way ON broadcasts (state) WHERE state IN ('sending', 'paused', 'undoing');
