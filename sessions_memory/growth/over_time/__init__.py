"""What is seen in themes over time: when one came up and went quiet, with which others, on which weekday. Pure.

`phases` is about one theme and all that was talked about, `pairs` and `rhythm` about all themes together; each shows
only what chance seldom does. `then_and_now` chooses what the person said of a theme at its beginning and lately,
`asked_again` finds questions that came back. `chance` makes the shuffles and the bounds that they share: with seeds of
its own and in whole numbers, so that the same data gives the same result on every machine. Values in (`values.py`),
values out; reading, storing and wording are not here.
"""
