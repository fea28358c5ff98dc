"""Interpreted hearings of which it is known what renders what and what deviates: pairing and comparing."""
