"""Articles on one event become one story; what happened next, another story of the same storyline.

features     what an article says, reduced to what can be compared
markers      ordinals, figures and dates that tell look-alikes apart
similarity   how alike two articles are, in text and in time
group        where an article belongs: `StoryIndex`, `group_batch`
origins      who reported first
story        the story that its articles make
storyline    stories in order, each with the one it follows
rank         which stories an edition takes first
"""
