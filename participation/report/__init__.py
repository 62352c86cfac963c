"""Integration reports: for each field of action goals, measures and their states, indicators, recommendations.

Tables: ``integration_report``, ``recommendation``. URLs: ``/office/monitoring/reports/…``; the files are written by
``export``.
"""
