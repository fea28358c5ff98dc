"""What every engine's adapter says of itself: its model folders, its packages, its languages."""
