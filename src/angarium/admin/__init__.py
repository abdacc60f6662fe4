"""The operator's door: the command line, the settings file, backup, health."""
