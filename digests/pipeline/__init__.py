"""The stages in a row. Each step asks the database what is due, lets a pure function decide, and stores the result.

    refresh -> read        `reading`   due sources become stored articles
    group                  `grouping`  articles become stories and storylines
    summarize              `summarizing` stories become checked sentences
    compose                `composing`   what is unread becomes editions and rows of the outbox
    dispatch               `digests.deliveries.dispatch`
    all of it, once        `oneshot`    `yaowen digest`

Steps may run in any order, at any time, in any number of processes: what is not due is not done.
"""
