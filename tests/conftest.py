"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

# No time is asserted: the machine may be busy.
settings.register_profile("patient", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout; tests that need it are skipped where it is absent."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the real material is absent: {SHARED} is not a folder")
    return SHARED
