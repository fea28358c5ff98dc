"""What the review screen asks of the rest of the product."""
