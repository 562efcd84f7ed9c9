"""Rules for questions that speak of harming oneself, and numbers of people who help, by language and region.

Pure functions over a text. The notice that a reader is shown beside an answer lives in `pages.help_notice`.
"""
