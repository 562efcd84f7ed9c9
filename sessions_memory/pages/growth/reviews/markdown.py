"""A review as Markdown: to be kept elsewhere, and to be written on by the person. Pure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, pgettext

from sessions_memory.growth.reviews.values import PartKind
from sessions_memory.pages.growth.quotations import Quotation
from sessions_memory.pages.growth.reviews.sections import ReviewLine, ReviewSection


def markdown(title: str, sections: Sequence[ReviewSection]) -> str:
    blocks = [f"# {title}"]
    for section in sections:
        blocks += [f"## {section.title}", *(block for line in section.lines for block in _blocks(line))]

    return "\n\n".join(blocks) + "\n"


def _blocks(line: ReviewLine) -> Iterator[str]:
    if line.says:
        yield line.says
    elif line.insight:
        yield from _insight(line)
    elif line.quoted:
        yield _quote(line.quoted)
    elif line.theme and line.first:
        yield f"**{line.theme.name}**, {_when(line)}"


def _when(line: ReviewLine) -> str:
    assert line.first
    if line.kind == PartKind.QUIET:
        return gettext("last on {day}").format(day=line.first.day)
    if line.last:
        return gettext("{first} to {last}").format(first=line.first.day, last=line.last.day)

    return pgettext("a date in a sentence", "on {date}").format(date=line.first.day)


def _insight(line: ReviewLine) -> Iterator[str]:
    assert line.insight
    yield f"**{line.insight.label}**"
    yield from (text for text in (line.insight.words, line.insight.says) if text)
    # A longer list of the same question says no more.
    ends = dict.fromkeys(one for one in (line.insight.first, line.insight.last) if one)
    yield from (_quote(one) for one in ends)


def _quote(quotation: Quotation) -> str:
    lines = [*quotation.text.splitlines(), "", f"{quotation.day}, {quotation.source}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)
