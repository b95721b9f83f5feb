"""The public API: everything that is open, for other programs, to read."""
