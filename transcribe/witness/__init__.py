"""A second engine hears what was written: where it hears something else, a line may be wrong."""
