"""What people do with stars: paid reactions, accounts, payments to bots, boosts."""
