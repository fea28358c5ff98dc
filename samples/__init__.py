"""Recordings, demo models and the recipes that made them."""
