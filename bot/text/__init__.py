"""What a text is made of: tokens for search, prose and formulas. Pure."""
