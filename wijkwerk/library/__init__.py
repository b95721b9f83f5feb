"""The shelf: reading, checking and finding methods, in files or on the command line."""
