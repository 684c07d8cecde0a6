-- A delivery's state changes twice, its text never: with the text in the same row each change wrote the text again.
CREATE TABLE deliveries_without_parts (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,        -- null: the chat itself, not one forum topic
    part_number INTEGER NOT NULL,
    broadcast_id INTEGER REFERENCES broadcasts (id),  -- null: its part is in `delivery_parts`, not the broadcast's
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
    sent_at INTEGER,          -- null: not sent, or sent before this column was there
    CHECK ((lease_until IS NOT NULL) = (state = 'claimed'))
) STRICT;
INSERT INTO deliveries_without_parts
    SELECT id, owner, chat_id, thread_id, part_number, broadcast_id, subscription_id, due_at, urgency, next_try_at,
        state, attempts, unknowns, lease_until, message_id, error, sent_at
    FROM deliveries;
CREATE TABLE delivery_parts (
    delivery_id INTEGER PRIMARY KEY REFERENCES deliveries_without_parts (id) ON DELETE CASCADE,
    part TEXT NOT NULL
) STRICT;
INSERT INTO delivery_parts SELECT id, part FROM deliveries WHERE part IS NOT NULL;
DROP TABLE deliveries;
ALTER TABLE deliveries_without_parts RENAME TO deliveries;
CREATE UNIQUE INDEX deliveries_once ON deliveries (owner, chat_id, ifnull(thread_id, 0), part_number);
CREATE INDEX deliveries_waiting ON deliveries (urgency, broadcast_id, due_at, id, next_try_at) WHERE state = 'pending';
CREATE INDEX deliveries_claimed ON deliveries (lease_until) WHERE state = 'claimed';
CREATE INDEX deliveries_chat ON deliveries (chat_id);
CREATE INDEX deliveries_due ON deliveries (due_at);
CREATE INDEX deliveries_undoing ON deliveries (id) WHERE state = 'undoing';
CREATE INDEX deliveries_failed ON deliveries (owner) WHERE state IN ('failed', 'unknown');
