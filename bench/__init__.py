"""Benchmarks: one command each, server CPU per operation, and ratios to what the machine itself allows in the same run."""
