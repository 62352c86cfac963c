"""What is kept about people and for how long: the retention table, erasing, the report. Address: ``/privacy``."""
