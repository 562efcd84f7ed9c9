"""What a review is called. Pure."""

from datetime import date

from django.utils.translation import gettext, gettext_lazy, pgettext

from sessions_memory.models import Review
from sessions_memory.states import ReviewSpan
from sessions_memory.web import dates

KINDS = {
    ReviewSpan.WEEK: gettext_lazy("Week"),
    ReviewSpan.MONTH: gettext_lazy("Month"),
    ReviewSpan.YEAR: gettext_lazy("Year"),
}


def title_of(review: Review) -> str:
    return title(ReviewSpan(review.span), review.first_day, review.last_day)


def title(span: ReviewSpan, first: date, last: date) -> str:
    """ "2026", "November 2026", "16 to 22 November 2026", "30 November to 6 December 2026"."""
    if span == ReviewSpan.YEAR:
        return str(first.year)
    if span == ReviewSpan.MONTH:
        return dates.long_month(first)

    return _days(first, last)


def file_name(review: Review) -> str:
    """ "review-2026-week-2026-11-16.md": of letters, digits and hyphens alone."""
    return f"review-{review.span}-{review.first_day.isoformat()}.md"


def _days(first: date, last: date) -> str:
    ends = dates.long_day(last)
    if (first.year, first.month) == (last.year, last.month):
        said = pgettext("days of a month, as 16 to 22 November 2026", "{day} to {last}")
        return said.format(day=first.day, last=ends)

    begins = dates.long_day(first)
    begins = begins.removesuffix(f" {first.year}") if first.year == last.year else begins
    return gettext("{first} to {last}").format(first=begins, last=ends)
