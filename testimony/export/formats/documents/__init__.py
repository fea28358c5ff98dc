"""Documents that people read: PDF, Word, plain text, HTML."""
