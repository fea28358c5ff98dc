"""The use cases: what the commands, the Python API and the batch do. Nothing here prints."""
