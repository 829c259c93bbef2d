"""The words of the program: frozen dataclasses, no I/O."""
