"""Shapes of places that a report only describes, from the places that it names."""
