"""The parts of the pack that a court reporter delivers with a transcript."""
