"""Machine translation, off by default: adapters of two HTTP interfaces, what was translated before, the day's budget.

Knows no card and no workshop: texts go in, texts come out. Tables: ``machine_text``, ``machine_day``.
"""
