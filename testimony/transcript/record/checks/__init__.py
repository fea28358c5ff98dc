"""Is the record what it was? Readers that check what they read, and the rules of the seal."""
