"""One row and one short function per TL method; renders facts for one viewer and one layer."""
