# Privacy
privacy-title = <b>What is stored about this chat</b>
privacy-settings = the number of the chat (and of the forum topic), its kind, when it began; language, time zone, times, quiet hours, topics, keywords, pictures, sources you chose and how each is to come, and feed addresses you added
privacy-digests = which digests were sent here and which stories stood in them, so that nothing comes twice
privacy-channels = the channels you manage from here
privacy-reactions = which stories you opened, saved, followed or wanted less of, and which digests you liked or disliked, to put your digests in order
privacy-constraints = which articles you said are, or are not, on one event, so that they are grouped right
privacy-deliveries = messages that wait or were sent, and whether they arrived; deleted after thirty days
privacy-bans = whether the operator has shut this chat out; this stays after /forget
privacy-broadcasts = your broadcasts and acts as an administrator: what, when, and what became of them; they stay after /forget, the broadcasts without your name
privacy-end =
    No name, no phone number, no text you write to me. Nothing is passed on.
    /export gives you all of it. /forget deletes all of it at once.
forgotten = All your data is deleted: subscription, settings, sources of your own, what you saved and opened, what you were sent. /start begins anew.
export-everything = Everything that is stored about this chat.
