"""Who somebody is, and what others may see of them."""
