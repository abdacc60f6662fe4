"""stories.*: one module for each kind of thing that is done with stories."""
