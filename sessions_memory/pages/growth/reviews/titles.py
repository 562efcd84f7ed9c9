"""What a review is called. Pure."""

from datetime import date

from sessions_memory.models import Review
from sessions_memory.states import ReviewSpan
from sessions_memory.web import dates

KINDS = {ReviewSpan.WEEK: "Week", ReviewSpan.MONTH: "Month", ReviewSpan.YEAR: "Year"}


def title_of(review: Review) -> str:
    return title(ReviewSpan(review.span), review.first_day, review.last_day)


def title(span: ReviewSpan, first: date, last: date) -> str:
    """ "2026", "November 2026", "16 to 22 November 2026", "30 November to 6 December 2026"."""
    if span == ReviewSpan.YEAR:
        return str(first.year)
    if span == ReviewSpan.MONTH:
        return dates.long_month(first)

    return f"{_first_day(first, last)} to {dates.long_day(last)}"


def file_name(review: Review) -> str:
    """ "review-2026-week-2026-11-16.md": of letters, digits and hyphens alone."""
    return f"review-{review.span}-{review.first_day.isoformat()}.md"


def _first_day(first: date, last: date) -> str:
    if first.year != last.year:
        return dates.long_day(first)

    return str(first.day) if first.month == last.month else dates.long_day(first).removesuffix(f" {first.year}")
