"""Engine processes: each holds one model and does one recording after another."""
