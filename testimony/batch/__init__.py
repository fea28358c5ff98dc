"""Many recordings: plan, run, resume, report."""
