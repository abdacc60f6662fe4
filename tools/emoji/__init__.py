"""Draws the starter reactions and stickers from an openly licensed emoji package."""
