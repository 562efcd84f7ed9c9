"""The parts of a language's rules."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Patterns that look at one sentence in small letters.

    `plain` says it in the first person. `topic` names it, and counts with a
    word of the speaker's own (`speaker`) and none that is about a work or a
    subject (`subject`). `other` says it of somebody else. `figure` is taken
    out first: what people say without meaning it. `fiction` quotes.
    """

    language: str
    figure: re.Pattern[str]
    plain: re.Pattern[str]
    topic: re.Pattern[str]
    speaker: re.Pattern[str]
    other: re.Pattern[str]
    subject: re.Pattern[str]
    fiction: re.Pattern[str]


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
