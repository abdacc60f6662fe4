"""The house rules that no linter knows. Each module has one `find_faults(root)`, which yields a line for each fault."""
