"""Monitoring: half-yearly status reports of those who lead measures, what is overdue, a calendar of dates.

Tables: ``status_round``, ``status_request``, ``status_report``, ``calendar_feed``. Addresses: ``/office/monitoring/…``,
``/report/<secret>`` (the form of whoever leads a measure), ``/calendar/<secret>.ics``.
"""
