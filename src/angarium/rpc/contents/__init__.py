"""Methods about what messages hold beside text and files."""
