"""Measures the speed of the hall on a real server over loopback: ``python -m bench``."""
