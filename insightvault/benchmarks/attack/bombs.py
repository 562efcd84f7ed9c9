"""Answers in Markdown that cost far more to render than to send, and how a question asks for one."""

# In a question: which answer is wanted. The last grows slowly, for who reads it many times.
BOMB, SLOW = "bomb number", "a slow one"
BOMBS = (
    "* " * 10_000,
    "> " * 10_000,
    "#\n" * 10_000,
    "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    "[" * 20_000,
    "![" * 10_000,
    "*a_" * 7_000,
    "`" * 5_000 + "a" + "`" * 4_999,
    "<" * 20_000,
    "\n\n".join("- " * depth + "x" for depth in range(1, 150)),
    "$" * 20_000,
    "&amp;" * 4_000,
)
