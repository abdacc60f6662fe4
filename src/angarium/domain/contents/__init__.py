"""Acts on what messages hold beside text and files: votes, ticks, previews, places, translations."""
