# Single sources, and pictures
each-source-menu = Tap a source to say how it comes: headlines alone, at once, or in front. What is marked was set before.
button-each-source = One by one
source-page =
    <b>{ $title }</b> ({ $kind })
    Headlines: digests give its headlines and links alone.
    At once: its news comes at once, digest or not, but never in quiet hours.
    First: its stories stand in front of a digest, two at most.
    Or write <code>/sources { $title } instant</code>; undo: <code>/sources { $title } normal</code>
button-source-read = Read
button-source-brief = Headlines
button-source-instant = At once
button-source-preferred = First
topic-unknown = There is no topic “{ $name }”. There are { $names }. Tap to change:
button-pictures = Pictures
pictures-on = Done. The picture of the first story stands above a digest, where there is one. Undo: <code>/pictures off</code>
pictures-off = Done. Digests come without pictures. Undo: <code>/pictures on</code>
pictures-not-understood = I did not understand “{ $text }”. Pictures: <code>/pictures on</code>; none: <code>/pictures off</code>
