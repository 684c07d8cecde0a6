-- Channels that somebody manages from a private chat. Of one chat at most one is active: its commands serve that one.
CREATE TABLE managed_channels (
    chat_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (chat_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX managed_channels_channel ON managed_channels (channel_id);
