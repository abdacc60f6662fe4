"""Methods of secret chats."""
