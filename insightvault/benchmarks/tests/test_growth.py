import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import in_database, over_time
from insightvault.benchmarks.growth.people import chats, everyday, together, wandering
from insightvault.benchmarks.growth.scores import Filing, adjusted_rand
from sessions_memory.growth.values import Theme

pytestmark = pytest.mark.once
SUBJECTS = {
    "bread": "sourdough starter flour crumb crust loaf oven rye hydration levain".split(),
    "moon": "telescope crater eclipse orbit lunar eyepiece nebula tripod comet meteor".split(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {
            "user_id": chat,
            "session_id": f"{chat}/{session}",
            "session_time": f"2025-0{session}-01T00:00:00",
            "pair_id": f"{chat}/{session}/{pair}",
            "role": role,
            "speaker": role,
            "time": f"2025-0{session}-01T00:00:00",
            "text": f"An overview of the {words[pair]} and the {words[(pair + session) % 10]}.",
            "caption": "",
        }
        for chat, words in SUBJECTS.items()
        for session in range(1, 6)
        for pair in range(10)
        for role in ("user", "assistant")
    ]

    (tmp_path / "turns.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "one_off_questions.txt").write_text("Why do cats purr?\nIs glass a liquid?\n", encoding="utf-8")
    themes = "\n".join(f"garten|Die Tomaten {word}?|Der Balkon {word}." for word in ("eins", "zwei", "drei", "vier"))
    (tmp_path / "themes_in_other_languages.txt").write_text(themes, encoding="utf-8")
    topics = {chat: {"title": words[0], "subtopics": words[1:]} for chat, words in SUBJECTS.items()}

    (tmp_path / "topics.json").write_text(json.dumps(topics), encoding="utf-8")
    return tmp_path


def test_each_figure_is_printed_by_its_name(folder: Path) -> None:
    out = StringIO()
    topics = folder / "topics.json"
    call_command(
        "benchmark", "growth", data=folder, everyday=folder, topics=topics, insights=None, rows=0, json=True, stdout=out
    )
    figures = {figure["name"]: figure["value"] for figure in json.loads(out.getvalue())["figures"]}
    assert figures["purity"] == figures["coverage"] == 1 and figures["chats found"] == 2

    assert figures["one-offs in themes"] == figures["junk themes"] == figures["identities lost"] == 0
    assert {"inverse purity", "everyday found", "everyday purity", "wandering sessions filed right"} <= set(figures)


def test_what_is_seen_over_time_reaches_its_figures() -> None:
    report = Report("growth", "no database")
    over_time.add(report)
    assert [figure.name for figure in report.figures if not figure.is_reached] == []
    assert {"false pairs a person", "false weekday rhythms", "themes with a false phase"} < set(names_in(report))
    assert {"pairs found", "rhythms found", "phases found"} < set(names_in(report))


def names_in(report: Report) -> list[str]:
    return [figure.name for figure in report.figures]


def test_reading_and_storing_is_measured_in_a_database(folder: Path) -> None:
    report = Report("growth", "no database")
    of_chats = {f"{chat} {number}": own for chat, own in chats(folder).items() for number in range(2)}
    in_database.add(report, of_chats, rows=100)
    assert names_in(report) == [
        "100 interactions read, found and stored",
        "peak memory of that",
        "pages meanwhile, p95",
        "50 more read, filed and stored",
        "the page of growth, at 100 interactions",
        "the page of a theme, at 100 interactions",
    ]
    assert all(figure.value > 0 for figure in report.figures)


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    (folder / "one_off_questions.txt").unlink()
    with pytest.raises(CommandError, match=r"has no one_off_questions\.txt"):
        call_command("benchmark", "growth", data=folder, everyday=folder, topics=None, insights=None, rows=0)


def test_the_people_are_made_of_the_chats(folder: Path) -> None:
    of_chats = chats(folder)
    assert together(of_chats.values()).session_count() == 10
    back_and_forth = wandering(of_chats)
    assert back_and_forth.session_count() == 5 and len(back_and_forth.units) == 100
    person = everyday(of_chats, folder, replies=True)

    assert person.session_count() == 2 * 8 + 4 + 2 and person.subjects == {"bread", "moon", "garten"}
    assert all(unit.answer for unit in person.units)
    assert person == everyday(of_chats, folder, replies=True)


def test_scores_count_what_is_filed_wrong_and_what_is_not_filed(folder: Path) -> None:
    person = together(chats(folder).values())
    bread = [pk for pk, subject in person.subject_of.items() if subject == "bread"]
    moon = [pk for pk, subject in person.subject_of.items() if subject == "moon"]
    themes = [Theme(None, "", (), (), tuple(own), None, None, 3, 2) for own in (bread[:40] + moon[:10], bread[40:])]
    filing = Filing(person, themes)

    assert (filing.purity, filing.coverage, filing.right) == (50 / 60, 0.6, 0.5)
    assert (filing.found, filing.inverse_purity) == (1, 0.5)


def test_adjusted_rand_is_one_for_the_same_groups_and_none_by_chance() -> None:
    halves = dict.fromkeys(range(4), 1) | dict.fromkeys(range(4, 8), 2)
    assert adjusted_rand(halves, {pk: 9 - number for pk, number in halves.items()}, halves) == 1
    assert adjusted_rand(halves, {pk: pk % 2 for pk in halves}, halves) < 0.1
