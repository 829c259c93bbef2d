"""The digest as a document, and as something to build. Pure."""
