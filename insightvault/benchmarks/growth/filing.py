"""All chats as one person's: whether each is found, whole and alone, and whether its name says what it is about."""

import json
from pathlib import Path
from typing import Any

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.people import Session, together
from insightvault.benchmarks.growth.scores import THEMES_MAX, Filing, filed
from sessions_memory.recall.language.words import detect, token_terms, tokens_of

NAMED_LEAST = 0.9


def add(report: Report, of_chats: dict[str, list[Session]], topics: Path | None) -> None:
    found = filed(together(of_chats.values()))
    report.add("purity", found.purity, "", least=0.97)
    report.add("coverage", found.coverage, "", least=0.95)
    report.add("chats found", found.found, f"of {len(of_chats)}", least=len(of_chats))
    report.add("inverse purity", found.inverse_purity, "", least=0.95)
    report.add("themes", len(found.themes), "", at_most=THEMES_MAX)
    if topics:
        _add_names(report, found, json.loads(topics.read_text(encoding="utf-8")))


def _add_names(report: Report, found: Filing, topics: dict[str, Any]) -> None:
    """Whether the name of a chat's largest theme shares a word's stem with its title or subtopics."""
    names = {main: theme.name for main, theme in reversed(list(zip(found.mains, found.themes, strict=True)))}
    known = [chat for chat in topics if chat in found.person.subjects]
    telling = sum(_tells(names.get(chat, ""), topics[chat]) for chat in known)
    report.add("names that tell", telling, f"of {len(known)}", least=int(NAMED_LEAST * len(known)))
    report.notes += [f"  {chat}: {names.get(chat, 'no theme')}" for chat in known]


def _tells(name: str, topic: dict[str, Any]) -> bool:
    """The name's stems are those of the topic's language: of two words it can't be told."""
    tokens = tokens_of(" ".join([topic["title"], *topic["subtopics"]]))
    language = detect(tokens)
    named, known = (
        {term for token in each for term in token_terms(token, language)} for each in (tokens_of(name), tokens)
    )
    return not named.isdisjoint(known)
