"""Speech engines: one folder each, behind the protocol of base."""
