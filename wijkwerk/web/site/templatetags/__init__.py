"""Words that templates of every app may use."""
