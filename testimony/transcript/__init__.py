"""The shared noun of the house: what a transcript is, its errors, its file. Standard library only."""
