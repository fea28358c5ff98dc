"""The translator's certificate and what stands in its way."""
