"""Whole screens: the review, help, questions."""
