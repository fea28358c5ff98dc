"""The page of voices: who speaks in the recording."""
