"""Secret chats: end-to-end encrypted, between two devices. The server passes on what it cannot read."""
