"""Tells a program's errand from its person's question: a title, tags, a summary, that nobody asked for. Pure.

Programs ask for these beside a chat, with prompts of their own that hold parts of it or stand behind all of it. They
are known by what their makers wrote into them, read in the sources of each; a person's question that speaks of titles
is none.
"""

# How much of the beginning and of the end of a text is looked at.
READ_CHARS = 4000
# Each: all of these, in lower case, in what is asked.
IN_QUESTION: tuple[tuple[str, ...], ...] = (
    # Open WebUI; the prompt with quotations of files begins in the same way, and holds a question.
    ("### task:", "<chat_history>"),
    ("### task:", "word title", "summarizing the chat history"),
    ("### task:", "broad tags categorizing the main themes"),
    ("### task:", "relevant follow-up questions or prompts that the user might"),
    ("### task:", "you are an autocompletion system"),
    ("### task:", "necessity of generating search queries"),
    ("### task:", "detailed prompt for am image generation task"),
    ("### task:", "will be compacted out of the active chat context"),
    ("your task is to reflect the speaker's likely facial expression through a fitting emoji",),
    ("you have been provided with a set of responses from various models to the latest user query",),
    # LibreChat.
    ("a concise, 5-word-or-less title for the conversation",),
    ("analyze this conversation and provide", "detected language of the conversation"),
    ("generate a concise title (max 40 characters) for a conversation that starts with",),
    ("# current chat:\n\n",),
    ("write me a checkpoint of everything so far", "your context window is filling up"),
    ("update your checkpoint. merge the new messages into your existing checkpoint",),
    # Continue, Zed, NextChat, Chatbox.
    ("please reply with a title for the chat that is 3-4 words in length",),
    ("generate a concise 3-7 word title for this conversation",),
    ("provide a concise summary of our conversation so far, capturing the key context",),
    ("generate a detailed summary of this conversation. include:", "a brief overview of what was discussed"),
    ("four to five word title summarizing our conversation without any lead-in",),
    ("based on the chat history, give this conversation a name",),
    # Cline and its kin, opencode.
    ("create a detailed summary of the conversation so far, paying close attention to the user's explicit requests",),
    ("here is the conversation so far:\n\n<conversation>",),
    # Completion in the middle of code.
    ("<|fim_prefix|>", "<|fim_suffix|>"),
    ("<fim_prefix>", "<fim_suffix>"),
    ("{{fill_here}}",),
)
# The same in the words of the system.
IN_SYSTEM: tuple[tuple[str, ...], ...] = (
    # aider.
    ("one-line git commit messages based on the provided diffs",),
    ("summarize this partial conversation about programming",),
    # Open WebUI, for models without tools of their own.
    ("your task is to choose and return the correct tool(s) from the list of available tools",),
    # The same for a model that another one sets a task.
    ("you are a sub-agent working on a specific task assigned by the lead agent",),
    # LibreChat, which looks in a chat for what is to be remembered.
    ("use the `set_memory` tool to save important information about the user, but only when",),
    # opencode, and completion in the middle of code.
    ("you are a title generator",),
    ("you are an anchored context summarization assistant",),
    ("summarize what was done in this conversation. write like a pull request description",),
    ("you are a hole filler",),
)


def is_errand(question: str, system: str) -> bool:
    """`system`: all that was said with that role."""
    return _holds(question, IN_QUESTION) or _holds(system, IN_SYSTEM)


def _holds(text: str, rules: tuple[tuple[str, ...], ...]) -> bool:
    read = (text if len(text) <= 2 * READ_CHARS else text[:READ_CHARS] + text[-READ_CHARS:]).lower()
    return any(all(mark in read for mark in marks) for marks in rules)
