"""Word lists that the checks read."""
