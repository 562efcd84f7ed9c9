"""Small histories of one person, in several languages, to find themes in."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sessions_memory.growth.values import Unit

START = datetime(2025, 3, 1, 9, tzinfo=UTC)
# A subject's sessions, and of each its questions.
SOURDOUGH = [
    ["My sourdough starter smells sour, is it dead?", "How much flour does the sourdough starter need?"],
    ["The crust of my sourdough loaf is too pale.", "Should the sourdough loaf bake with steam?"],
    ["I fed the sourdough starter with rye flour.", "Why is the crumb of the loaf so dense?"],
    ["The sourdough loaf finally has an open crumb.", "Can I keep the starter in the fridge?"],
    ["Which flour makes a sourdough starter bubble most?", "My loaf has a better crust now."],
]
GARTEN = [
    ["Meine Tomaten auf dem Balkon haben Mehltau.", "Wie oft soll ich die Tomaten gießen?"],
    ["Welcher Dünger passt für Tomaten auf dem Balkon?", "Der Mehltau breitet sich aus, was tun?"],
    ["Die Tomaten sind reif, darf der Balkon im Schatten liegen?", "Wann dünge ich die Tomaten?"],
    ["Der Mehltau an den Tomaten ist weg.", "Welche Tomaten passen zum Balkon im Norden?"],
]
LAUFEN = [
    ["我跑步以后膝盖疼，应该休息多久？", "跑步前怎么热身才不会膝盖疼？"],
    ["我报名了半程马拉松，怎么安排跑步训练？", "马拉松训练每周跑步多少公里？"],
    ["今天跑步十公里，膝盖没有疼。", "半程马拉松前一天吃什么？"],
    ["我跑完了半程马拉松，膝盖还好。", "马拉松以后怎么恢复？"],
]
ONE_OFFS = [
    ["Who invented the paper clip?"],
    ["How tall is the Eiffel tower?"],
    ["What rhymes with orange?"],
    ["Is glass a liquid?"],
    ["How do magnets lose their force?"],
    ["When is the next solar eclipse?"],
    ["Why do cats purr?"],
    ["Which planet has the most moons?"],
]


def history(*subjects: Sequence[Sequence[str]], first: int = 1) -> list[Unit]:
    """The sessions of each subject, one a day, in turns; each session's number is its day's."""
    sessions = [session for round_ in _rounds(subjects) for session in round_]
    units: list[Unit] = []
    for number, questions in enumerate(sessions, first):
        at = START + timedelta(days=number)
        units += [
            Unit(10 * number + place, number, at + timedelta(minutes=place), at.date(), question, "")
            for place, question in enumerate(questions)
        ]
    return units


def _rounds(subjects: Sequence[Sequence[Sequence[str]]]) -> Iterable[list[Sequence[str]]]:
    longest = max(map(len, subjects))
    return ([subject[turn] for subject in subjects if turn < len(subject)] for turn in range(longest))
