"""Word lists that are data: one entry a line, `#` starts a comment."""

from importlib.resources import files


def read_list(name: str) -> tuple[str, ...]:
    """The entries of the list `name`, in the order of the file."""
    lines = files(__name__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))
