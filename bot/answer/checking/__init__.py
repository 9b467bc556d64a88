"""The parts of checking a text: its statements, how each is read, and how each is judged."""
