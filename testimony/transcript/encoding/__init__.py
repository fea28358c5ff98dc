"""How a transcript is written down: canonical bytes, values as JSON, rows of the draft, typed reading."""
