"""What all levels share: properties are tried often enough to be worth it, and without a stopwatch."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    max_examples=60,
    database=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end, so the collector of cycles need not walk through them, as in the server itself."""
    gc.collect()
    gc.freeze()
