"""What several formats share of a page: its lines, numbers, fonts and typesetter."""
