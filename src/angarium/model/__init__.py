"""The nouns of the messenger: ids, facts, refusals; frozen, without behaviour."""
