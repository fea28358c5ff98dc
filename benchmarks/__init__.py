"""Speed, memory and quality, printed by ``python -m benchmarks NAME``; never part of a timed test."""
