"""Bots: who they are, what they offer, what people ask of them (https://core.telegram.org/api/bots)."""
