"""Formulas as MathML, made on the server."""

import re
from html import escape

import nh3
from latex2mathml.converter import convert

from chat.answer.work import Work

# A longer formula is shown as it is written; one of letters or cells costs ten units a sign.
MAX_CHARS = 2_000
FORMULA, SIGN = 60, 10

TAGS = set(
    "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup "
    "munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose mfenced".split()
)
ATTRIBUTES = {
    "math": {"display", "xmlns", "alttext"},
    "mo": {"stretchy", "fence", "form", "separator", "lspace", "rspace"},
    "mi": {"mathvariant"},
    "mtable": {"columnalign", "rowspacing", "columnspacing", "displaystyle"},
    "mtd": {"columnalign"},
    "menclose": {"notation"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel", "mathvariant"},
}
# The converter knows one name of several for the same; rows of one column need no sign for it. Rows are not numbered:
# nothing refers to their numbers.
SAME = re.compile(r"\\(begin|end)\{(?:aligned|alignat|alignedat|flalign|eqnarray|split|align)\*?\}")
IN_ROWS = re.compile(r"\\(begin|end)\{(?:gather|gathered|multline)\*?\}")
COLUMNS = re.compile(r"(\\begin\{(?:alignat|alignedat)\*?\})\{\d+\}")
NOTHING_TO_SEE = re.compile(r"\\(?:notag|nonumber)\b|\\label\{[^{}]*\}")


def mathml(source: str, display: str, work: Work) -> str:
    """`display`: "block" or "inline". Raises TooMuchWork."""
    if len(source) > MAX_CHARS:
        return f"<code>{escape(source)}</code>"
    work.take(FORMULA + SIGN * len(source))
    try:
        # The converter passes on what stands in \\text{…} as it is, tags included.
        return nh3.clean(convert(_known(source.strip()), display=display), tags=TAGS, attributes=ATTRIBUTES)
    # The converter fails in many ways on what is no LaTeX; the source is then shown as it is.
    except Exception:
        return f"<code>{escape(source)}</code>"


def _known(source: str) -> str:
    source = COLUMNS.sub(r"\1", NOTHING_TO_SEE.sub("", source))
    return IN_ROWS.sub(r"\\\1{matrix}", SAME.sub(r"\\\1{align*}", source))
