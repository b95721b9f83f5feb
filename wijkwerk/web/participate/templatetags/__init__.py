"""Words that templates of taking part use."""
