"""What a text states: figures, names, persons, and the words that render each other."""
