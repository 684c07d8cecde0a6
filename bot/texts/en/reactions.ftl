# Saving and following
button-followed = Follow
button-saved = Save
button-disliked = Less of this
button-open-story = Open
button-unfollow = Unfollow
followed-on = Following: what comes next answers this message. Tap again to undo.
followed-off = No longer following.
saved-on = Saved; /saved has it. Tap again to undo.
saved-off = No longer saved.
disliked-on = Less of this kind from now on. Tap again to undo.
disliked-off = Undone.
liked-on = More of this kind from now on. Tap again to undo.
liked-off = Undone.
saved-title =
    { $count ->
        [one] Saved · 1 story
       *[other] Saved · { $count } stories
    }
saved-none = Nothing saved yet. Open a story and tap Save, and it stays here.
update-title = Update:{" "}
update-before = Before ({ $day }): { $headline }
button-tongue = 中文
button-rate-liked = Like
button-rate-disliked = Dislike
rate-liked = Noted, thank you. Tap again to undo.
rate-disliked = Noted. In a story tap Less of this; topics are in /settings. Tap again to undo.
rate-withdrawn = Undone.
