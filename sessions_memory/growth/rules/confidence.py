"""How sure each rule is: the share of what it found in other people's conversations that was right, read by eye.

Source: the verdicts in `insightvault/benchmarks/growth/read_by_eye.tsv`. With few readings a share is drawn towards
`UNREAD`, so that three lucky ones prove nothing.
"""

UNREAD = 0.8
READ_BY_EYE: dict[str, float] = {}
