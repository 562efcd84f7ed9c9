"""A model server as it is reached: its address and key, and how it is to be asked. Pure."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Wishes:
    """How answers are to be written, where the server takes it: None leaves it to the server.

    `temperature` 0 to 2; `answer_tokens`: the longest answer.
    """

    temperature: float | None = None
    answer_tokens: int | None = None


NO_WISHES = Wishes()
# In place of an address: no server, but what InsightVault itself carries.
IN_PROCESS = "in-process:"


@dataclass(frozen=True)
class Connection:
    """`models`: at least one, the first is the default. `api_key` may be "".

    `name` is the owner's for it; `slug` stands before its models' names where several are connected, and never changes.
    `row_id`: None for the environment's. `room_tokens`: the owner's for the longest prompt; None leaves it to the
    server. `vision_models`: those that see images, in the owner's words; empty leaves it to the server.
    """

    base_url: str
    api_key: str
    models: tuple[str, ...]
    is_from_environment: bool = False
    wishes: Wishes = NO_WISHES
    name: str = ""
    slug: str = ""
    row_id: int | None = None
    room_tokens: int | None = None
    vision_models: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        return host_of(self.base_url)

    @property
    def is_in_process(self) -> bool:
        return self.base_url == IN_PROCESS

    @property
    def is_elsewhere(self) -> bool:
        """Whether prompts leave this machine: all but loopback addresses may be another one."""
        if self.is_in_process:
            return False

        return not is_loopback(urlsplit(self.base_url).hostname or "")


def is_loopback(host: str) -> bool:
    """Whether it is this machine, as far as the name or the address says."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_of(base_url: str) -> str:
    """A name and password, which an address may hold, are left out."""
    return urlsplit(base_url).netloc.rpartition("@")[2]
