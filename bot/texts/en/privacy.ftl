# Privacy
privacy =
    <b>What is stored about this chat</b>
    · the number of the chat (and of the forum topic), its kind, when it began
    · language, time zone, times, topics, sources you chose, and feed addresses you added
    · which digests were sent here and which stories stood in them, so that nothing comes twice
    · messages that wait to be sent, and whether they arrived
    No name, no phone number, no text you write to me. Nothing is passed on.
    /forget deletes all of it at once.
forgotten = All your data is deleted: subscription, settings, sources of your own, what you were sent. /start begins anew.
