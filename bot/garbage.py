"""The garbage collector, told what to leave alone."""

import gc

_YOUNG = 20_000
"""Objects made before the collector looks for cycles; the interpreter's 700 are a few messages' worth."""


def leave_what_stays() -> None:
    """Call once everything is open: what is there now stays, and no collection looks at it again.

    A full collection walks the libraries' objects too, and nothing is answered meanwhile: the loop's longest stall fell
    from 77 ms and more to 17 to 34 ms with this and the rest of the work on sending (`docs/quality.md`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
