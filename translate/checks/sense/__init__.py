"""Checks of what is said: yes or no, who, how much was rendered."""
