"""Bytes in, entries out: the documents that sources give, and what they said.

addresses    which address is which source, and how an address is shown without its password
guard        which network addresses are never fetched
fetch        the only HTTP client for sources
turns        few requests at once to one host, with a gap
freshness    what HTTP headers say about asking again (pure)
decoding     bytes to text, whatever encoding was declared, wrongly declared or not declared
parse        one feed document to a `Feed`: `xml_feed` (feedparser), `json_feed`, `telegram_channel`
feed_dates, declared_language, markup    what feeds write in a hundred ways, to one
known_items  cuts away what the last document had, before the slow parser
feed_wishes  what a feed says of how often to ask for it
watched      which files of a folder are new, changed or gone
posts        saved posts: `front_matter`, `saved_page`
documents    one door to feed documents, feed files and saved posts
outlets      one name for an outlet however its posts arrive
catalogue, opml    lists of sources, in and out
discover     from a web page to its feeds; `known_sites` from the address alone
candidates   from whatever a person writes to the feeds it may mean, each read once; `rhythm` how often it has news
health       which sources have died (pure)
robots       whether a site lets programs ask for its pages
refresh      when to look again (pure)
"""
