"""Methods about messages and the lists of them."""
