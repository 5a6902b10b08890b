"""Measurements of speed; nothing in the program imports this."""
