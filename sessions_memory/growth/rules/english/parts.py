"""What the English rules of milestones are put together from."""

import re

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.values import Kind, Rule

SELF = r"(?:i|we)(?: have)? (?:been able to |managed to |went ahead and |got to |did |went and )?"
BEEN = r"(?:i|we) (?:(?:have )?(?:been|gotten|got)|was|were|am|are|get to be) "
# What may stand between a verb and its object: no preposition, no part of a whole, no denial.
MID = (
    r"(?:(?!(?:for|in|on|at|with|by|from|about|to|into|if|not|no|never|almost|nearly|half|most|part(?!-)|some"
    r"|another|this|these|those|your|his|her|their"
    r"|when|while|because|that|which|without|against|module|chapter|section|page|\d+%"
    r"|\d+/\d+)\b)[\w'’$€£,.+&/-]+ ){0,6}?"
)
NOT_EVERYDAY = re.compile(rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}", re.IGNORECASE)


def milestone(
    name: str,
    pattern: str,
    how: str,
    *,
    about: re.Pattern[str] | None = None,
    marked: re.Pattern[str] | None = None,
    never: re.Pattern[str] | None = None,
) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(name, Kind.MILESTONE, how, compiled, about=about, marked=marked, never=never)
