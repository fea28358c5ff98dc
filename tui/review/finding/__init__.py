"""Getting to a row: by keys, by text, by filter; changing a text wherever it stands."""
