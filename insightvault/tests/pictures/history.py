"""The pictured person's questions and answers: short, long, code, formulas, right to left, a word of 90 letters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 3, 18, 19, 40, tzinfo=UTC)
PASSWORD = "quince-jelly-1847"
PEOPLE = ("maren", "newcomer", "ines", "five", "visitor")
MODEL = "test-model"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzende"
LONG_LINK = f"https://example.org/{'a-path-without-an-end/' * 8}"
CODE = """Sort once, then bisect.

```python
def place(rows: list[int], wanted: int) -> int:
    \"\"\"Where it would stand.\"\"\"
    return bisect.bisect_left(rows, wanted)  # a comment that goes on and on and on, past the right edge of any phone
```

1. First `sort()`,
2. then *look*:
   - nested, with ~~struck~~ words
   - and **bold** ones

> A quotation of two
> lines.

| Size | Time | Remark |
|---:|:---:|---|
| 10 | 1 ms | small |
| 1,000,000 | 20 ms | still small, but with words that need some room |

- [x] done
- [ ] not done

$$ \\int_0^1 x^2\\,dx = \\frac{1}{3} $$

### A heading
Inline $a^2 + b^2$ and a [link](https://example.org/).
"""


@dataclass(frozen=True)
class Said:
    question: str
    answer: str = "That sounds right."
    status: str = "answered"
    error: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    is_other_version: bool = False


@dataclass(frozen=True)
class Conversation:
    """`days`: how long ago. `fields`: of the session beyond its title."""

    title: str
    days: float
    said: tuple[Said, ...]
    fields: dict[str, Any] = field(default_factory=dict)


THOUGHTS = {"thinking": "She asks about sleep. Spring was better.", "thinking_ms": 4200, "duration_ms": 6100}
CONVERSATIONS = (
    Conversation("Sleep in spring", 370, (Said("In spring I sleep badly when I work after nine in the evening."),)),
    Conversation("Moving to the coast", 96, (Said("Should I stay in the city, or move to the coast as I said?"),)),
    Conversation("Sorting", 40, (Said("How do I find a place in a sorted list?", CODE, metadata=THOUGHTS),)),
    Conversation(
        LONG_WORD,
        31,
        (Said(f"{LONG_WORD}?", f"{LONG_WORD}: {LONG_LINK}\n\n`{LONG_WORD}{LONG_WORD}`"),),
        {"is_pinned": True},
    ),
    Conversation(
        "שינה באביב",
        30,
        (Said("מתי אני ישן רע באביב? Even `code` in it.", "כשאתה עובד אחרי תשע.\n\n- פעם אחת\n- ועוד פעם"),),
        {"is_pinned": True},
    ),
    Conversation(
        "What went wrong",
        12,
        (
            Said("Did it reply?", "", "failed", "The model at models.localhost did not reply.\nIs it running?"),
            Said("And then?", "It began to say that", "interrupted"),
            Said("Stop there.", "One, two, three", "stopped"),
            Said("How long is it?", "As long as there is room", metadata={"finish_reason": "length"}),
        ),
        {"context_summary": "Four answers that did not come to their end."},
    ),
    Conversation("Kept apart", 9, (Said("Nobody needs to hear of this."),), {"never_recall": True}),
    Conversation(
        "Long questions",
        8,
        (Said("\n".join(f"Line {number} of a letter that I never sent." for number in range(1, 15))),),
    ),
    Conversation(
        "Two answers", 7, (Said("Tea or coffee?", "Tea."), Said("Tea or coffee?", "Coffee.", "", "", {}, True))
    ),
    Conversation("Dark thoughts", 6, (Said("Some days I want to kill myself.", "I am sorry that it is so heavy."),)),
    Conversation(
        "A vault of notes",
        5,
        tuple(Said(f"Question {number} about the notes I keep", f"Answer {number}.") for number in range(1, 15)),
    ),
)
ASKED = (
    "What did I say about sleep in spring, and about working after nine in the evening?",
    "Remember that I am allergic to penicillin.",
)
ANSWER = "You sleep badly when you work **after nine**.\n\nIn spring it was the same."
NOTES = ("I am allergic to penicillin.", f"My street: {LONG_WORD}.", "I write in the mornings.")
CLAUDE_EXPORT = [
    {
        "uuid": f"00000000-0000-4000-8000-00000000000{number}",
        "name": name,
        "created_at": f"2025-11-0{number}T09:00:00Z",
        "updated_at": f"2025-11-0{number}T09:05:00Z",
        "account": {"uuid": "00000000-0000-4000-8000-0000000000aa"},
        "chat_messages": [
            {
                "uuid": f"00000000-0000-4000-8000-0000000001{number}{place}",
                "text": text,
                "sender": sender,
                "created_at": f"2025-11-0{number}T09:0{place}:00Z",
                "attachments": [{"file_name": "plan.pdf", "file_size": 1200, "extracted_content": "A plan."}],
            }
            for place, (sender, text) in enumerate([("human", f"{name}, how?"), ("assistant", "Slowly.")])
        ],
    }
    for number, name in enumerate(("Learning to swim", "Mending a chair"), 1)
]
