"""The way through the files that a person chose: entry by entry, record by record, with the place to go on from.

`reader.read_export` is the door. It gives the values of `mapping.values` and knows neither Django nor our tables.
"""
