"""Threads of supergroups: answers, comments on a channel's posts, topics of forums; counters and statistics."""
