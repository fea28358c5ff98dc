"""Settings, the offline guard, exit codes and what the machine offers."""
