"""What a redaction asks about, to accept or refuse."""
