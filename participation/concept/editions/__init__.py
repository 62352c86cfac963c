"""Editions: one is adopted and stays what the public sees, one at most is a draft, the former ones stay readable.

`beginning` copies the adopted edition into a draft; `decisions` are made on measures of the former one; `renumbering`
gives new numbers in one move; `differences` sets two editions side by side; `adoption` makes the draft the adopted one.
What is the same in two editions has the same lineage.
"""
