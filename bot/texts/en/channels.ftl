# Channels
channel-menu = Send a channel's name to manage it: <code>/channel @name</code>. First make me an administrator there who may post. From then on the commands here serve that channel, until <code>/channel off</code>.
channel-managed =
    You now manage the channel “{ $name }”: it gets a digest { $schedule }.
    The commands here serve it; back to your own digests: <code>/channel off</code>. To end it in the channel: /pause or /forget.
channel-left = Done. The commands here serve you alone again. The channel goes on getting its digests.
channel-lost = You are no administrator of “{ $name }” any more, so it is not managed from here; commands serve you alone again.
channel-line = Channel: { $name }
channel-unknown = I found no channel “{ $name }”. For a public one send <code>/channel @name</code>, for a private one its number that begins with -100.
channel-is-none = “{ $name }” is no channel. In a group, send the commands there.
channel-not-yours = Only administrators of “{ $name }” can manage it.
channel-no-access = Please make me an administrator of “{ $name }” who may post, then try again.
channel-from-private = Please manage channels from the private chat with me.
button-channel-off = Back to myself
