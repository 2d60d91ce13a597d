"""Sources of places, as rows for an index: what ships, and files that a user adds."""
