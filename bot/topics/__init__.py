"""The query language, and what papers match it. Pure."""
