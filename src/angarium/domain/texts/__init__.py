"""What people write: cleaning, formatting, links, words, names and numbers."""
