"""Checks of details: figures, dates, relatives, names, places."""
