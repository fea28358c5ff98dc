"""What the screens are made of; widgets post messages, the screen decides."""
