"""The admin's pages about areas, and areas for thousands of people, each copied from a row."""

from django.db.models import Min

from insightvault.accounts.models import User
from insightvault.benchmarks.filling import copy_row, next_id, settle
from insightvault.benchmarks.programs.growth_pages import Page, last_page
from sessions_memory.models import Area

AREAS = "/admin/sessions_memory/area/"
# Of each person.
EACH = 5


def fill_areas(much: User, crowd: str) -> None:
    """`crowd`: how the names of the others begin, whose ids follow one another."""
    people = User.objects.filter(username__startswith=f"{crowd}-")
    count, first_person = people.count(), people.aggregate(first=Min("pk"))["first"]
    copied = Area.objects.create(user=much, name="Garden", instructions="Speak plainly. " * 20)
    copy_row(
        copied,
        EACH * count,
        id=f"{next_id(Area)} + n",
        user_id=f"{first_person} + n %% {count}",
        source_id="'area-' || n",
        position=f"n / {count}",
        is_closed="n %% 2000 = 0",
    )
    settle(Area)


def pages_of_areas(person: str) -> list[Page]:
    queries = {
        "": "",
        "last page": last_page(Area, 50),
        "of one person": f"user={person}",
        "of nobody": "user=nobody",
        "closed": "is_closed__exact=1",
        "not closed": "is_closed__exact=0",
        "of a person, closed": f"user={person}&is_closed__exact=1",
        "of people found by name": "q=crowd-77",
        "of people with a common name": "q=crowd",
        "closed, of people with a common name": "q=crowd&is_closed__exact=1",
    }
    own = Area.objects.filter(user__username=person).order_by("pk")[0].pk
    return [
        *(Page(f"areas {label}".strip(), f"{AREAS}?{query}") for label, query in queries.items()),
        Page("one area", f"{AREAS}{own}/change/"),
        # First: the history then has it.
        Page("one area, read", f"{AREAS}{own}/read/", {}),
        Page("one area, history", f"{AREAS}{own}/history/"),
    ]
