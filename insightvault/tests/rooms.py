"""The rooms of the three apps, in their order, and what the imports say of them.

`python -m insightvault.tests.rooms` prints the rooms, the arrows between them, those that run up, and the circles of
modules. The layer test asserts on the same figures. A new room is one line in ROOMS, at the place that its imports
give it.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("sessions_memory", "chat", "insightvault")
NO_PRODUCT = {"tests", "migrations"}

# Lowest first: what stands in a room imports from it and from those before. A room is a package, or modules that lie
# side by side in one (the name of a room of several is the package's); a module may stand lower than its package.
ROOMS: tuple[tuple[str, ...], ...] = (
    ("sessions_memory.measures",),
    ("sessions_memory.database",),
    # Where uploads and attached files lie.
    ("sessions_memory.files",),
    ("sessions_memory.web",),
    ("sessions_memory.states",),
    ("sessions_memory.thinking",),
    ("sessions_memory.receipts",),
    # The rule of areas, which the querysets ask for; what it needs of the rows stands above them.
    ("sessions_memory.areas.rules",),
    # Reads the words of a text.
    ("sessions_memory.recall.language",),
    # Files to values; nothing of a person's rows.
    ("sessions_memory.attachments.extraction",),
    ("sessions_memory.importers.mapping",),
    ("sessions_memory.importers.mapping.message",),
    ("sessions_memory.importers.mapping.own",),
    ("sessions_memory.importers.raw",),
    ("sessions_memory.importers.formats",),
    ("sessions_memory.importers.reading",),
    # The rows, and what is made of them.
    ("sessions_memory.models", "sessions_memory.querysets"),
    ("sessions_memory.chosen_sessions",),
    ("sessions_memory.areas.reading",),
    ("sessions_memory.recall.index",),
    ("sessions_memory.recall.meaning",),
    ("sessions_memory.recall",),
    ("sessions_memory.growth.language",),
    ("sessions_memory.growth",),
    ("sessions_memory.growth.rules.values", "sessions_memory.growth.rules.confidence"),
    ("sessions_memory.growth.rules.english",),
    ("sessions_memory.growth.rules.german",),
    ("sessions_memory.growth.rules",),
    ("sessions_memory.growth.over_time",),
    ("sessions_memory.growth.reviews",),
    ("sessions_memory.growth.coming_back",),
    (
        "sessions_memory.growth.keeping.marks",
        "sessions_memory.growth.keeping.holding",
        "sessions_memory.growth.keeping.keys",
        "sessions_memory.growth.keeping.counting",
        "sessions_memory.growth.keeping.texts",
    ),
    ("sessions_memory.growth.keeping.reading",),
    ("sessions_memory.growth.keeping",),
    # Beside what rules found: what a model proposed.
    ("sessions_memory.growth.keeping.offering",),
    ("sessions_memory.growth.answers",),
    ("sessions_memory.notes",),
    ("sessions_memory.importers",),
    ("sessions_memory.attachments",),
    (
        "sessions_memory.summaries",
        "sessions_memory.versions",
        "sessions_memory.answer_options",
        "sessions_memory.archiving",
    ),
    ("sessions_memory.deletion",),
    ("sessions_memory.areas",),
    (
        "sessions_memory.lifecycle",
        "sessions_memory.claims",
        "sessions_memory.never_recalling",
        "sessions_memory.stored_thinking",
        "sessions_memory.stored_dates",
    ),
    ("sessions_memory.programs",),
    # Many of these at once.
    ("sessions_memory.bulk",),
    ("sessions_memory.importers.storing.known_names",),
    ("sessions_memory.importers.storing.growth",),
    ("sessions_memory.importers.storing",),
    ("sessions_memory.importers.jobs",),
    ("sessions_memory.sample",),
    ("sessions_memory.exporters",),
    # Shows things to people and programs.
    ("sessions_memory.pages",),
    ("sessions_memory.pages.growth.drawings",),
    ("sessions_memory.pages.growth",),
    ("sessions_memory.pages.growth.theme",),
    ("sessions_memory.pages.growth.reviews",),
    ("sessions_memory.pages.coming_back",),
    ("sessions_memory.forms",),
    ("sessions_memory.templatetags",),
    ("sessions_memory.views",),
    ("sessions_memory.api",),
    ("sessions_memory.api.attachments",),
    ("sessions_memory.api.bulk",),
    ("sessions_memory.admin",),
    ("sessions_memory.management.people",),
    ("sessions_memory.management.commands",),
    ("sessions_memory.apps", "sessions_memory.urls"),
    ("chat.help",),
    ("chat.models",),
    ("chat.model_server.typed",),
    ("chat.forms",),
    ("chat.model_server.reading",),
    ("chat.model_server",),
    ("chat.model_server.local",),
    ("chat.model_server.servers",),
    ("chat.model_server.setup",),
    ("chat.prompt",),
    # Within it work is counted, and others go on.
    ("chat.answer.breaks",),
    ("chat.answer.work",),
    ("chat.answer.syntax",),
    ("chat.answer",),
    # Through `chat.llm` alone it reaches the model.
    ("chat.llm",),
    ("chat.model_room",),
    ("chat.background",),
    ("chat.growth",),
    # The stories: its modules beside those that Django looks for.
    ("chat",),
    # Other programs' requests, which the stories answer.
    ("chat.endpoint",),
    ("chat.pages",),
    ("chat.templatetags",),
    ("chat.views",),
    ("chat.api",),
    ("chat.management.commands",),
    ("chat.admin", "chat.apps", "chat.urls"),
    ("insightvault.env",),
    ("insightvault.sqlite",),
    ("insightvault.data_dir",),
    ("insightvault.bucket",),
    ("insightvault.server",),
    ("insightvault.metrics",),
    ("insightvault.accounts.models",),
    ("insightvault.accounts.guarding",),
    ("insightvault.accounts",),
    ("insightvault.accounts.pages",),
    ("insightvault.accounts.admin", "insightvault.accounts.urls"),
    # The ways in for programs.
    ("insightvault.token_rights", "insightvault.api_auth", "insightvault.api_refusals", "insightvault.api_calls"),
    # Programs that log in, and so get a token.
    ("insightvault.oauth.models",),
    ("insightvault.oauth",),
    ("insightvault.mcp",),
    # Settings and what is put together from all apps.
    ("insightvault",),
    ("insightvault.accounts.management.commands",),
    # The parts of benchmarks come first, then the benchmarks themselves.
    *(
        ("insightvault.benchmarks.figures",),
        ("insightvault.benchmarks.words", "insightvault.benchmarks.filling", "insightvault.benchmarks.chat_export"),
        ("insightvault.benchmarks.filling_growth",),
        ("insightvault.benchmarks.harness",),
        ("insightvault.benchmarks.programs",),
        ("insightvault.benchmarks.services",),
    ),
    ("insightvault.benchmarks",),
    ("insightvault.benchmarks.attack",),
    ("insightvault.benchmarks.faults",),
    ("insightvault.benchmarks.nodes",),
    ("insightvault.benchmarks.growth",),
    ("insightvault.benchmarks.recall",),
    ("insightvault.benchmarks.management.commands",),
)

MODULES_MAX = 12
# Django looks for these in an app, by name: they are no choice of ours and aren't counted.
LOOKED_FOR = {"admin", "apps", "forms", "models", "urls", "views"}
# Rooms with more modules, and why that is better than two rooms.
MORE_MODULES: Mapping[str, str] = {
    "sessions_memory.views": "a module each subject that has pages, and nothing but views in it",
    "sessions_memory.models + querysets": "what each kind of rows holds, and how it is found, a module each",
    "sessions_memory.growth": "one way from words to themes, a module a step, in the order that its docstring tells",
    "sessions_memory.growth.rules.english": "the rules of one language, a module a subject",
    "sessions_memory.growth.rules.german": "the rules of one language, a module a subject",
    "insightvault.benchmarks.growth": "a module each group of figures, and what they are measured on",
    "chat.model_server": "one server and all that is known, said and waited for of it, a module each",
    "insightvault.server": "what stands between the socket and Django, a module each small thing",
}


@dataclass(frozen=True)
class Import:
    """`importer` and `imported`: modules of ours. `is_for_types`: only a type checker follows it."""

    importer: str
    imported: str
    line: int
    is_for_types: bool = False

    def __str__(self) -> str:
        return f"{self.importer} imports {self.imported} (line {self.line})"


@dataclass(frozen=True)
class House:
    """`rooms`: the room of each module; `imports`: between modules of ours."""

    rooms: Mapping[str, str]
    imports: tuple[Import, ...]

    def arrows(self) -> Counter[tuple[str, str]]:
        """From room to room, with how many imports each is made of."""
        pairs = ((self.rooms[one.importer], self.rooms[one.imported]) for one in self.imports)
        return Counter(pair for pair in pairs if pair[0] != pair[1])

    def running_up(self) -> list[Import]:
        place = {room: number for number, room in enumerate(room_names())}
        return [one for one in self.imports if place[self.rooms[one.importer]] < place[self.rooms[one.imported]]]

    def modules_of(self) -> dict[str, list[str]]:
        """The modules that count in each room: none that only describes it, and none that Django looks for."""
        counted: dict[str, list[str]] = {room: [] for room in room_names()}
        for module, room in self.rooms.items():
            name = module.rpartition(".")[2]
            if not is_package(module) and name not in LOOKED_FOR:
                counted[room].append(module)

        return counted

    def circles(self) -> list[list[str]]:
        """Modules that import each other, directly or by way of others; types aside."""
        following: dict[str, set[str]] = defaultdict(set)
        for one in self.imports:
            if not one.is_for_types:
                following[one.importer].add(one.imported)

        circles: list[list[str]] = []
        for module in sorted(following):
            if module in reached(following, following[module]):
                circle = sorted(m for m in reached(following, [module]) if module in reached(following, following[m]))
                circles += [circle] if circle not in circles else []

        return circles


def house() -> House:
    rooms = {module: room for module in modules_of_apps() if (room := room_of(module))}
    found = [one for module in rooms for one in imports_of(module, set(rooms))]
    return House(rooms, tuple(found))


def room_names() -> list[str]:
    return [name_of(room) for room in ROOMS]


def name_of(room: tuple[str, ...]) -> str:
    return " + ".join([room[0], *(module.rpartition(".")[2] for module in room[1:])])


def room_of(module: str) -> str:
    """The room that begins like the module, the longest of them; "" if none does."""
    fitting = [(len(start), name_of(room)) for room in ROOMS for start in room if f"{module}.".startswith(f"{start}.")]
    return max(fitting, default=(0, ""))[1]


def without_a_room() -> list[str]:
    """Modules of which nobody has said where they belong: neither they nor their package are named in ROOMS."""
    named = {start for room in ROOMS for start in room}
    return [
        module
        for module in modules_of_apps()
        if not named & {module, module.rpartition(".")[0]} and module not in APPS and path_of(module).stat().st_size
    ]


def modules_of_apps() -> Iterator[str]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not NO_PRODUCT & set(path.parts):
                yield module_at(path)


def module_at(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def path_of(module: str) -> Path:
    place = ROOT / Path(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def is_package(module: str) -> bool:
    return path_of(module).name == "__init__.py"


def imports_of(module: str, known: set[str]) -> Iterator[Import]:
    tree = tree_of(module)
    for_types = {id(node) for block in ast.walk(tree) if is_for_types(block) for node in ast.walk(block)}

    for node in ast.walk(tree):
        for name in sorted(set(imported_by(node))):
            if (target := module_named(name, known)) and target != module:
                yield Import(module, target, getattr(node, "lineno", 0), id(node) in for_types)


def tree_of(module: str) -> ast.Module:
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def imported_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_named(name: str, known: set[str]) -> str | None:
    """`name` may be a module, or something in one."""
    return next((module for module in (name, name.rpartition(".")[0]) if module in known), None)


def is_for_types(block: ast.AST) -> bool:
    return isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"


def reached(following: Mapping[str, set[str]], starts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)

    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += following.get(module, ())

    return seen


def report(found: House) -> Iterator[str]:
    arrows, counted = found.arrows(), found.modules_of()
    yield "Rooms, lowest first, with their modules:"
    for room, modules in counted.items():
        why = f"  ({MORE_MODULES[room]})" if room in MORE_MODULES else ""
        yield f"  {len(modules):3}  {room}{why}"

    yield f"\nArrows between rooms, with their imports: {len(arrows)}"
    for (importer, imported), count in sorted(arrows.items()):
        yield f"  {count:3}  {importer} -> {imported}"

    yield f"\nArrows that run up: {len(found.running_up())}"
    yield from (f"  {one}" for one in found.running_up())
    yield f"\nCircles of modules: {len(found.circles())}"
    yield from (f"  {', '.join(circle)}" for circle in found.circles())


if __name__ == "__main__":
    for line in report(house()):
        print(line)  # noqa: T201 (its output)
