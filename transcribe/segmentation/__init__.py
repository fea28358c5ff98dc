"""Where speech is: voice activity, blocks, loudness."""
