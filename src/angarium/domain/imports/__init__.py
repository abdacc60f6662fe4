"""Chat histories that people bring along from elsewhere (https://core.telegram.org/api/import)."""
