"""Transcript → the files that leave the house."""
