"""Reads of what is public, in a fixed number of statements for any number of things."""
