"""The values that pages show: sidebar, history, search results, counts, filters.

Each module reads rows of one person and gives frozen values. Requests, redirects and messages belong to `views`.
"""
