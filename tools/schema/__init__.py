"""Rebuild `schema/union.tl` from the pinned packages of `schema/sources.toml`."""
