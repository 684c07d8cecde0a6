-- 1: somebody asked for it just now, so it goes out in their quiet hours too; everything else waits for their end.
ALTER TABLE deliveries ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
