"""Aikagi's decisions and actions. Plain Python: nothing in here knows that Qt exists."""

__version__ = "0.1.0"
