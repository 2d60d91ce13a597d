"""What asking an online geocoding service takes: its answers, kept and read."""
