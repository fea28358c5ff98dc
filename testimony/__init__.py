"""The front door and the shared rooms of Testimony."""
