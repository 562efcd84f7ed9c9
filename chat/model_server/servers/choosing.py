"""Models by their server: `home/llama3` where several servers are connected, else the name alone. Pure.

A name alone means the default server. What was chosen and is no longer there is never sent to a server that its
person did not choose: another model of the same server takes its place, or none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chat.model_server.connection import Connection
from sessions_memory.web.model_names import short_model

SEPARATOR = "/"


@dataclass(frozen=True)
class Choice:
    """A model of a server. `value`: as it is chosen and stored. `is_one_of_several`: its server is to be named."""

    connection: Connection
    model: str
    value: str
    is_one_of_several: bool

    @property
    def label(self) -> str:
        return named(self.model, self.connection.name if self.is_one_of_several else "")


@dataclass(frozen=True)
class Group:
    """The models of one server."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Servers:
    """The default one first; none where no model is connected."""

    connections: tuple[Connection, ...] = ()

    @property
    def default(self) -> Connection | None:
        return self.connections[0] if self.connections else None

    @property
    def are_several(self) -> bool:
        return len(self.connections) > 1

    def groups(self) -> list[Group]:
        return [Group(one.name, tuple(self._choice(one, model) for model in one.models)) for one in self.connections]

    def values(self) -> list[str]:
        """All that can be chosen: each model as it is stored, and the default server's by their names alone."""
        stored = [choice.value for group in self.groups() for choice in group.choices]
        alone = self.default.models if self.default else ()
        return list(dict.fromkeys([*stored, *alone]))

    def find(self, value: str) -> Choice | None:
        """What `value` names exactly; "" names the default."""
        for connection, model in self._readings(value):
            if model in connection.models:
                return self._choice(connection, model)

        return None

    def choose(self, value: str) -> Choice | None:
        """The same; for what is no longer there, what stands in its place. None: nothing does."""
        if found := self.find(value):
            return found

        # It was chosen while its server was the only one, or the default.
        holder = next((one for one in self.connections if value in one.models), None)
        if holder:
            return self._choice(holder, value)

        slug, separator, _ = value.partition(SEPARATOR)
        named_one = next((one for one in self.connections if one.slug == slug), None)
        stands_in = named_one if separator else self.default
        return self._choice(stands_in, stands_in.models[0]) if stands_in else None

    def nearest(self, *values: str) -> Choice | None:
        """Of these, the first that can be chosen; the default if none can. None without a server."""
        found = (self.choose(value) for value in (*filter(None, values), ""))
        return next(filter(None, found), None)

    def is_gone(self, value: str) -> bool:
        """Its server is not connected any more, and others are."""
        return bool(self.connections) and self.choose(value) is None

    def _readings(self, value: str) -> Iterator[tuple[Connection, str]]:
        """The servers that it may name, with the model's name: a name may have a slash of its own."""
        slug, _, model = value.partition(SEPARATOR)
        yield from ((one, model) for one in self.connections if model and one.slug == slug)
        if self.default:
            yield self.default, value or self.default.models[0]

    def _choice(self, connection: Connection, model: str) -> Choice:
        value = f"{connection.slug}{SEPARATOR}{model}" if self.are_several else model
        return Choice(connection, model, value, self.are_several)


def named(model: str, server: str) -> str:
    """ "llama3 · Home"; `server`: "" where it goes without saying."""
    return " · ".join(filter(None, (short_model(model), server)))
