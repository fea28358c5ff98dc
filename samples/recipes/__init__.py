"""What made the samples: a phrasebook, synthetic voices, hearings and demo models."""
