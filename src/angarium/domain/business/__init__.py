"""Business accounts: what they say of themselves and by themselves, and who answers for them."""
