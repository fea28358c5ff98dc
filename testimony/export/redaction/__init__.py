"""What a redaction profile removes, and the check that nothing of it is left."""
