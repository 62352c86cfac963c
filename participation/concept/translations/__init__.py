"""Texts of a concept in other languages: what is translated, what is lacking, what readers see.

A translation belongs to the words that were translated, not to the row in which they stand (ADR 37): where the
words change it is out of date by itself, and every edition that says the same words has it.
"""
