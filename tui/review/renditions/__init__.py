"""The interpreter beside those they interpret."""
