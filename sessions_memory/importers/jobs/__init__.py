"""Imports as jobs of the worker: claimed, run in slices that can be stopped at any point, told to the page.

Reading and storing are the work of their own rooms; here is when, how far, and what became of it.
"""
