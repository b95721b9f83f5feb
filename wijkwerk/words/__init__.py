"""Small values that any method uses; they know nothing but themselves."""
