"""Who speaks in a transcript: told apart by voice, named where that is known, offered where it is not."""
