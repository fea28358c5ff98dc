"""A recording as libav reads it: containers, packets, time stamps, damage."""
