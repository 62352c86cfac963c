"""Processes: the way to one edition of a concept, over several workshops.

The timeline with its dates, the results of all workshops side by side, topics joined across them, results that wait
for a concept, who was reached over all, and the public page.

Tables: ``process_entry``, ``joined_topic``, ``joined_topic_member``, ``dismissed_joining`` (``process`` belongs to
``workshop``). URLs: ``/office/processes/…``, ``/process/<id>``, ``/process/<id>/timeline.ics``.
"""
