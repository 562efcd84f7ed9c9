"""What growth found and the person decided, as records of our own format: ids stand as names, and nothing is quoted.

Of what a theme was found in, a sample goes out by which it is known again; what was put in or taken out goes whole.
What can be counted or found anew (words, months, phases) is left out.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.exporters.canonical import written
from sessions_memory.exporters.rows import Row, interaction_names, pages, together
from sessions_memory.growth.portable import renamed
from sessions_memory.models import Evidence, Growth, HiddenDay, Insight, Review, ReviewRest, Theme, ThemeMember
from sessions_memory.receipts.portable import Name
from sessions_memory.states import MadeBy, MemberBy

ROWS = 200
SAMPLE = 1_000
# Of several themes together.
MEMBERS_AT_ONCE = 2_000
THEME_AS_KEPT = ("source_id", "name", "name_by", "is_pinned", "is_hidden")
INSIGHT_AS_KEPT = ("source_id", "kind", "state", "found_by", "rule", "rule_version", "key", "words")
REVIEW_AS_KEPT = ("source_id", "span", "made_by", "text")
MEMBERS = {MemberBy.FOUND: "found_in", MemberBy.PUT_IN: "put_in", MemberBy.TAKEN_OUT: "taken_out"}

Record = tuple[str, dict[str, Any]]
Names = Mapping[int, Name]


def growth_of(user: AbstractBaseUser) -> Iterator[Record]:
    """Themes first, for insights name them; then insights, reviews, and how the person wants to see growth."""
    themes = dict(Theme.objects.owned_by(user).values_list("pk", "source_id"))
    yield from _themes(user, themes)
    yield from _insights(user, themes)
    yield from _reviews(user, themes)
    yield from _wishes(user)


def _themes(user: AbstractBaseUser, themes: Mapping[int, str]) -> Iterator[Record]:
    fields = (*THEME_AS_KEPT, "rule_name", "created_at", "merged_into_id", "interactions")
    for page in pages(Theme.objects.owned_by(user), "created_at", fields, ROWS):
        for few in together(page, "interactions", MEMBERS_AT_ONCE):
            members = _members([row["pk"] for row in few])
            for row in few:
                yield (
                    "theme",
                    {name: row[name] for name in THEME_AS_KEPT}
                    | _named_without_model(row)
                    | members[row["pk"]]
                    | {"created_at": written(row["created_at"]), "merged_into": themes.get(row["merged_into_id"])},
                )


def _named_without_model(row: Row) -> dict[str, Any]:
    """A model's name is for the vault whose switch allows it."""
    is_by_model = row["name_by"] == MadeBy.MODEL
    return {"name": row["rule_name"], "name_by": MadeBy.QUESTION} if is_by_model else {}


def _members(theme_ids: Sequence[int]) -> dict[int, dict[str, list[Name]]]:
    """Of each theme, how they came to be in it or not."""
    rows = list(ThemeMember.objects.filter(theme__in=theme_ids).values_list("theme", "interaction", "by"))
    names = interaction_names({interaction for _, interaction, _ in rows})
    members: dict[int, dict[str, list[Name]]] = {pk: {field: [] for field in MEMBERS.values()} for pk in theme_ids}
    for theme, interaction, by in rows:
        if interaction in names:
            members[theme][MEMBERS[MemberBy(by)]].append(names[interaction])

    return {pk: _as_exported(own) for pk, own in members.items()}


def _as_exported(members: Mapping[str, list[Name]]) -> dict[str, list[Name]]:
    sampled = {**members, "found_in": _sampled(members["found_in"])}
    return {field: _in_order(names) for field, names in sampled.items()}


def _sampled(names: list[Name]) -> list[Name]:
    """The same ones in every vault, and mostly the same when a few come or go."""
    return sorted(names, key=_digest)[:SAMPLE] if len(names) > SAMPLE else names


def _digest(name: Name) -> bytes:
    return hashlib.blake2b(json.dumps(name).encode(), digest_size=16).digest()


def _insights(user: AbstractBaseUser, themes: Mapping[int, str]) -> Iterator[Record]:
    fields = (*INSIGHT_AS_KEPT, "theme_id", "day", "found", "created_at", "decided_at")
    for page in pages(Insight.objects.owned_by(user), "created_at", fields, ROWS):
        evidence = _evidence(page)
        for row in page:
            yield (
                "insight",
                {name: row[name] for name in INSIGHT_AS_KEPT}
                | {
                    "theme": themes.get(row["theme_id"]),
                    "day": row["day"].isoformat(),
                    "found": renamed(row["found"], themes),
                    "evidence": evidence[row["pk"]],
                    "created_at": written(row["created_at"]),
                    "decided_at": written(row["decided_at"]),
                },
            )


def _evidence(page: list[Row]) -> dict[int, list[dict[str, Any]]]:
    rows = Evidence.objects.filter(insight__in=[row["pk"] for row in page]).order_by("insight", "number")
    found = list(rows.values_list("insight", "interaction", "role", "start", "end"))
    names = interaction_names([interaction for _, interaction, *_ in found])
    evidence: dict[int, list[dict[str, Any]]] = defaultdict(list)

    for insight, interaction, role, start, end in found:
        if interaction in names:
            evidence[insight].append({"interaction": names[interaction], "role": role, "start": start, "end": end})

    return evidence


def _reviews(user: AbstractBaseUser, themes: Mapping[int, str]) -> Iterator[Record]:
    insights = dict(Insight.objects.owned_by(user).values_list("pk", "source_id"))
    fields = (*REVIEW_AS_KEPT, "first_day", "last_day", "parts", "created_at", "edited_at")
    for page in pages(Review.objects.owned_by(user), "created_at", fields, ROWS):
        rests = _rests(page)
        named = {pk for row in page for part in row["parts"] for pk in part.get("interactions", ())}
        names = interaction_names(named.union(*rests.values()))

        for row in page:
            yield (
                "review",
                {name: row[name] for name in REVIEW_AS_KEPT}
                | {
                    "first_day": row["first_day"].isoformat(),
                    "last_day": row["last_day"].isoformat(),
                    "parts": [_part(part, names, themes, insights) for part in row["parts"]],
                    "rests_on": _in_order(names[pk] for pk in rests[row["pk"]] if pk in names),
                    "created_at": written(row["created_at"]),
                    "edited_at": written(row["edited_at"]),
                },
            )


def _rests(page: list[Row]) -> dict[int, set[int]]:
    rests: dict[int, set[int]] = {row["pk"]: set() for row in page}
    rows = ReviewRest.objects.filter(review__in=list(rests))
    for review, interaction in rows.values_list("review", "interaction"):
        rests[review].add(interaction)

    return rests


def _part(
    part: Mapping[str, Any], names: Names, themes: Mapping[int, str], insights: Mapping[int, str]
) -> dict[str, Any]:
    """`place` lies in the first of its interactions: where that is not here, it is left out with it."""
    ids = part.get("interactions", ())
    changed = {name: value for name, value in part.items() if name not in ("interactions", "theme", "insight")}
    changed["interactions"] = [names[pk] for pk in ids if pk in names]
    for name, known in (("theme", themes), ("insight", insights)):
        if part.get(name) is not None:
            changed[name] = known.get(part[name])

    return changed


def _wishes(user: AbstractBaseUser) -> Iterator[Record]:
    """None where they want what everybody has in the beginning."""
    row = Growth.objects.filter(user=user.pk).first() or Growth(user_id=user.pk)
    hidden = [
        day.isoformat() for day in HiddenDay.objects.filter(user=user.pk).order_by("day").values_list("day", flat=True)
    ]
    if hidden or row.asks_model or not row.shows_on_this_day:
        wishes = {"asks_model": row.asks_model, "shows_on_this_day": row.shows_on_this_day, "hidden_days": hidden}
        yield "growth", wishes


def _in_order(names: Iterable[Name]) -> list[Name]:
    """Byte by byte, as every list of an export."""
    return sorted(names, key=lambda name: [part.encode(errors="surrogatepass") for part in name])
