"""The transcript file: SQLite, history, seal, migrations and lock."""
