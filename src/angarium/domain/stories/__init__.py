"""Stories: posting them, reading them, who looked (https://core.telegram.org/api/stories)."""
