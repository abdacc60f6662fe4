"""Methods about threads, comments, topics, counters of posts and statistics."""
