"""payments.*, premium.*, and what else has to do with stars."""
