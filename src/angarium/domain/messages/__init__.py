"""Messages and the lists of them: sending, changing, reading, finding."""
