"""What clients ask when they start."""
