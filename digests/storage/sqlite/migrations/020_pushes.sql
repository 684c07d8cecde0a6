-- Hubs that push what sources say (WebSub).
ALTER TABLE sources ADD COLUMN hub TEXT;             -- null: the last document named none; else its address and the feed's
ALTER TABLE sources ADD COLUMN pushed_until INTEGER; -- null: no hub is believed to push what is new
CREATE INDEX sources_hub ON sources (id) WHERE hub IS NOT NULL;

-- No reference to sources: a hub is told when a source is gone.
CREATE TABLE pushes (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL,
    hub TEXT NOT NULL,
    phase TEXT NOT NULL,      -- 'wanted' or 'leaving'
    base TEXT NOT NULL,       -- the public address under which the hub was last asked to push
    next_at INTEGER NOT NULL, -- when the hub is asked (again)
    tries INTEGER NOT NULL,
    until INTEGER             -- null: the hub has confirmed nothing
) STRICT;
CREATE INDEX pushes_source ON pushes (source_id, hub);
CREATE INDEX pushes_due ON pushes (next_at);

-- What callback addresses and secrets are made from; one of its own for every database.
CREATE TABLE push_key (key BLOB NOT NULL) STRICT;
INSERT INTO push_key (key) VALUES (randomblob(32));
