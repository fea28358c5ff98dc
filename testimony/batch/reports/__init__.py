"""What a batch tells: how far it is, and the report at its end."""
