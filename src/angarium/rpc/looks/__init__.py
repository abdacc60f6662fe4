"""Methods about how clients may look."""
