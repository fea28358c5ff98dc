"""One recording made into a transcript: the job, its target file, its passes, what is said of it."""
