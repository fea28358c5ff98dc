"""Bring models to this machine, checked by content; the one part of the room that uses the network."""
