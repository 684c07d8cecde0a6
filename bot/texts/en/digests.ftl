# Digests
digest-title = { brand } · { $day }, { $time }
digest-counts = { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 } from { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
 }, { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }
digest-part = ({ $part }/{ $parts })
digest-more = { $count ->
    [one] And 1 more
   *[other] And { $count } more
 } · unread stories are in /latest
untranslated = (in { $language }, not translated)
outlets-more = +{ $count }
outlet-unnamed = source not given
latest-title = { brand } · latest, { $day }, { $time }
nothing-new = No news since { $since }. The next digest comes { $next }.
nothing-new-off = No news since { $since }.
nothing-yet = I have no stories for your choice yet. Sources are read every few minutes; /topics and /sources show what you chose.
nothing-in-topic = None of the stories of the last days is filed under { $topic }. /latest shows the newest.
collecting = Reading the sources. Your first digest comes in a moment.
not-subscribed = There is no subscription here yet. /start begins one: digests at the times you choose.

latest-more = { $count ->
    [one] And 1 more
   *[other] And { $count } more
 } · for a longer list: /latest 20
digest-budget-from = Today's budget for written summaries is spent: from item { $number } on, sentences are quoted from the articles.
digest-budget-some = Today's budget for written summaries is spent: in items { $numbers }, sentences are quoted from the articles.
since-title = { brand } · since you last read · { $day }, { $time }
since-more =
    { $count ->
        [one] And 1 more · all in /latest 20
       *[other] And { $count } more · all in /latest 20
    }
digest-details = Details
