"""The longer profile of `make fuzz`."""

from hypothesis import settings

settings.register_profile("long", max_examples=5000, deadline=None)
