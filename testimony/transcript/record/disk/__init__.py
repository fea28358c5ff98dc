"""The file on the disk: connections, locks, names, journals, leftovers; what SQLite may touch and when."""
