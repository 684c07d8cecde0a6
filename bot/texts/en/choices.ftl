# Choices
topics-menu = Topics you read. Tap to change.
sources-menu = { $count ->
    [one] 1 source
   *[other] { $count } sources
 }, by topic. Tap to leave one out or take it back.
sources-none = There are no sources yet.
sources-failing = Not answering at present: { $names }.
source-own = your own
button-next = Next ›
button-previous = ‹ Previous
subscribed-topic = You now read { $topic }. Undo: /unsubscribe { $topic }
unsubscribed-topic = { $topic } is left out from now on. Undo: /subscribe { $topic }
subscribed-source = { $title } is among your sources now. Undo: /unsubscribe { $title }
unsubscribed-source = { $title } is left out from now on. Undo: /subscribe { $title }
subscribe-menu = Name a topic, a source or the address of a feed: <code>/subscribe technology</code>, <code>/subscribe https://example.org/feed</code>. Or tap:
unsubscribe-menu = Name what to leave out: <code>/unsubscribe sports</code>. Or tap a topic. To stop every digest: /pause. To delete everything: /forget.
subscribe-unknown = I know no topic or source named “{ $name }”. /topics and /sources show what there is; the address of a feed works too.
subscribe-ambiguous = Several sources match “{ $name }”: { $names }. Send the full name.
subscribe-checking = Looking at { $host } …
subscribe-url-offer = Subscribe to { $host }?
button-subscribe = Subscribe
too-many-own-sources = You have { $count } sources of your own, which is the limit. /unsubscribe one first.
button-share = Share
share-text = “{ $title }” on Yaowen: two minutes a day, evidence for every sentence
