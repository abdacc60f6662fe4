"""Methods about groups, supergroups and channels."""
