"""Reviews: a week, a month or a year looked back on.

`spans` says which are over, `laying_out` what such a one is worth telling; both are pure. `reading` brings what they
are made of, `making` is the door: it makes and keeps the reviews of a person. A review names its evidence and holds
no words: these are read where it is shown, by `pages.growth.reviews`. No model takes part here.
"""
