"""Council papers: what a committee decides on, built from a workshop and its measures, then written by the office.

Tables: council_paper, council_paper_version. URLs: /office/papers/… . The paper as a file is made by `document`.
"""
