"""What one must know: the status line, the pages of the segment in work, help."""
