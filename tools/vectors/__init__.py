"""Vectors shared with second implementations of TL: what each read of our bytes, and what each wrote for us to read."""
