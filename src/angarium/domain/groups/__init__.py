"""Acts on groups and channels: making, joining, leading, changing and ending them."""
