"""Methods of business accounts."""
