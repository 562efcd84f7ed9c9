"""Where help is found, and whether a question speaks of harming oneself: rules and numbers, by language and region.

Pure functions over a text. What a reader is shown beside an answer lives in `pages.help_notice`.
"""
