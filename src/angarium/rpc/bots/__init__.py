"""bots.* and what people do with bots."""
