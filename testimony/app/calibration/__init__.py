"""Measuring on clips with references below what the words of a speech model are doubted."""
