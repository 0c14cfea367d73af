"""One game at one computer: who sits where, what is asked of whom, saves, levels, lessons. Knows nothing of drawing."""
