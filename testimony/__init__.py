"""The front door and the shared rooms of Testimony."""

__version__ = "0.1.0"
__all__ = ["__version__"]
