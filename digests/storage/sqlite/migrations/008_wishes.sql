ALTER TABLE subscriptions ADD COLUMN origins INTEGER NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN quiet_from TEXT;   -- null, with quiet_until: no quiet hours
ALTER TABLE subscriptions ADD COLUMN quiet_until TEXT;
ALTER TABLE subscriptions ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';
ALTER TABLE subscriptions ADD COLUMN watched TEXT NOT NULL DEFAULT '[]';
