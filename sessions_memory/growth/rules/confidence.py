"""How sure each rule is: the share of what it found in other people's conversations that was right, read by eye.

Source: the verdicts in `insightvault/benchmarks/growth/read_by_eye.tsv`; a test holds both together. A share is drawn
towards `UNREAD` as if `DRAWN` more had been read, so that a dozen lucky ones prove nothing.
"""

UNREAD = 0.8
DRAWN = 6
READ_BY_EYE = {
    "accepted": 0.73,
    "anniversary": 0.83,
    "applied": 0.83,
    "began": 0.89,
    "finished": 0.88,
    "first-own": 0.83,
    "goal": 0.85,
    "got": 0.91,
    "graduated": 0.88,
    "happened": 0.56,
    "home": 0.83,
    "joined": 0.9,
    "left": 0.83,
    "made-me-see": 0.77,
    "mine-is-out": 0.83,
    "opened-own": 0.83,
    "passed": 0.83,
    "published": 0.85,
    "realized": 0.87,
    "sees-differently": 0.87,
    "sees-anew": 0.85,
    "skill-began": 0.83,
    "summit": 0.83,
    "weighty": 0.83,
    "with-feeling": 0.83,
    "won": 0.85,
}
