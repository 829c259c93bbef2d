"""The steps of the data's way, each of which reads rows, does one thing and writes rows."""
