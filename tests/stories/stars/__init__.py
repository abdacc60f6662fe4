"""Stories about stars."""
