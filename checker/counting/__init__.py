"""Counts held against the lists that they count: one module for each way of writing it (kind `count`)."""
