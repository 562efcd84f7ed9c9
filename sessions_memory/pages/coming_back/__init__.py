"""Reasons to come back as pages show them: `this_day` in another year, and the `news` since the last visit.

What is shown, and to whom nothing is, was decided in `growth.coming_back`.
"""
