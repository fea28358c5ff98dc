"""The log of an interpreter's discrepancies, in several forms."""
