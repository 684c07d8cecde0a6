# Lists of sources, in and out
import-menu = Send me the OPML file of your feed reader, here in the chat. Every reader can export one. /export gives you yours.
import-not-opml = This file is no OPML list of feeds. Export one from your feed reader and send it as a file.
import-empty = This list names no feed that I can fetch. Export it anew from your feed reader, with the feeds’ addresses in it.
import-too-large = This file is over 2 MB, which no list of feeds is. Export the list of feeds alone, as OPML.
import-lost = Telegram did not give me the file. Send it once more.
imported = { $count ->
    [0] No new sources.
    [one] 1 source is now among yours:
   *[other] { $count } sources are now among yours:
 }
import-no-topic = No topic
import-known = { $count ->
    [one] 1 was among them before.
   *[other] { $count } were among them before.
 }
import-over = { $count ->
    [one] 1 found no place: a reader may add 50. /unsubscribe makes room.
   *[other] { $count } found no place: a reader may add 50. /unsubscribe makes room.
 }
import-undo = /sources shows all of them and leaves out any with a tap.
export-opml = { $count ->
    [one] Your source as an OPML file. Any feed reader can import it.
   *[other] Your { $count } sources as an OPML file. Any feed reader can import it.
 }
