"""What the operator lays down, recommends and shows: terms, suggestions, a promoted chat, announcements."""
