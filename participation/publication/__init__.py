"""The concept as everybody may read it: its adopted edition, what became of its measures, search, news.

No tables. URLs: ``/concept``, ``/concept/<id>``, ``…/goals/<goal>``, ``…/measures/<measure>``, ``…/search``,
``…/news.atom``.
"""
