"""Rules that look at a pair of texts and say what a reviewer should check."""
