"""A receipt as it is shown: its items with what has become of them since, and how much room they took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from chat.model_server.servers.choosing import named
from chat.pages import reasons
from chat.prompt.items import memory
from chat.recall_gaps import NO_VECTOR
from sessions_memory.models import Note, UserInteraction
from sessions_memory.pages.areas import looked_in_words
from sessions_memory.recall import RecalledMemory
from sessions_memory.receipts.values import EarlierReceipt, Item, completed
from sessions_memory.states import origin
from sessions_memory.web.plain_text import unmarked
from sessions_memory.web.sizes import in_a_row
from sessions_memory.web.urls import place_url

# Kinds stand on the page in this order.
KINDS = ("attachment", "memory", "note", "instructions", "summary")
COUNTED = (
    ("memory", ngettext_lazy("{count} memory", "{count} memories", "count")),
    ("attachment", ngettext_lazy("{count} file", "{count} files", "count")),
    ("note", ngettext_lazy("{count} note", "{count} notes", "count")),
    ("summary", ngettext_lazy("{count} summary", "{count} summaries", "count")),
    (
        "turn",
        ngettext_lazy("{count} earlier question of this session", "{count} earlier questions of this session", "count"),
    ),
)
LABELS = {"attachment": _("File"), "instructions": _("Instructions"), "summary": _("Summary")}
ENDED = {
    "stopped": _("its answer was stopped"),
    "failed": _("its answer failed"),
    "interrupted": _("its answer was interrupted"),
}
PLACES = {"instructions": _("Always in the prompt"), "summary": _("Of this session")}


@dataclass(frozen=True)
class ReceiptItem:
    """One item. `name`: as it is called when it is left out ("memory:7").

    `said_at`: the address where it stands, "" if nowhere. `is_deleted`: the words are gone.
    `is_kept_out`: never recalled any more, or the note is switched off. `with_session`: for all of its session.
    """

    kind: str
    id: int | None
    name: str
    text: str
    answer: str
    matched: list[str]
    reasons: str
    age: str
    time: datetime | None
    label: str
    place: str
    said_at: str
    is_deleted: bool = False
    is_kept_out: bool = False
    with_session: bool = False

    @property
    def can_be_left_out(self) -> bool:
        return self.kind in ("memory", "note")


@dataclass(frozen=True)
class ShownReceipt:
    """`left_out`: how many of what kind found no room, in words; "" for none.

    `refused`: how many tokens a longer prompt had that the server refused, 0 if it refused none.
    `looked_in`: in which area recall looked, in a sentence. `program`: whose prompt it was, "" for one of ours.
    """

    items: list[ReceiptItem]
    left_out: str
    refused: int
    left_out_by_person: int
    tokens: int
    room: int
    has_prompt: bool
    answered_by: str
    went_without: list[str]
    looked_in: str
    program: str


def shown_receipt(interaction: UserInteraction) -> ShownReceipt:
    receipt = completed(interaction.context_used)
    items = sorted(receipt.get("items", []), key=lambda item: KINDS.index(item["kind"]))
    rows, notes = _as_they_are_now(interaction.user, items)

    return ShownReceipt(
        items=[_shown(item, rows, notes) for item in items],
        left_out=_left_out(receipt),
        refused=receipt.get("refused_tokens", 0),
        left_out_by_person=len(receipt.get("left_out_by_person", [])),
        tokens=receipt.get("estimated_tokens", 0),
        room=receipt["budget_tokens"]["total"] if _has_budget(receipt) else 0,
        has_prompt="digest" in receipt,
        answered_by=_answered_by(interaction),
        went_without=[
            gettext(sentence)
            for sentence in receipt.get("went_without", [NO_VECTOR] if receipt.get("words_alone") else [])
        ],
        looked_in=_looked_in(interaction.user, receipt),
        program=interaction.session.shown_in if interaction.session.is_of_program else "",
    )


def _answered_by(interaction: UserInteraction) -> str:
    """ "llama3 · Home"; "" where it is not known, as of an answer of an earlier version."""
    metadata = interaction.interaction_metadata
    server, model = metadata.get("server"), metadata.get("model")
    return named(model, server) if isinstance(server, str) and isinstance(model, str) else ""


def _looked_in(user: AbstractBaseUser, receipt: EarlierReceipt) -> str:
    """ "" for a person who keeps no areas."""
    return looked_in_words(user, receipt.get("area", ""), receipt["recalls"]) if receipt.get("recalls") else ""


def _has_budget(receipt: EarlierReceipt) -> bool:
    return "total" in receipt.get("budget_tokens", {})


def _left_out(receipt: EarlierReceipt) -> str:
    """ "2 memories, 1 note and 3 earlier questions"."""
    kinds = [item["kind"] for item in receipt.get("left_out", [])] + ["turn"] * receipt.get("turns_left_out", 0)
    counts = [(kinds.count(kind), said) for kind, said in COUNTED]
    return in_a_row([said.format(count=count) for count, said in counts if count])


def recalled_items(user: AbstractBaseUser, memories: Iterable[RecalledMemory]) -> list[ReceiptItem]:
    """The items of a receipt whose answer were given all of these now."""
    items: list[Item] = [{**memory(recalled, get_current_timezone()), "age": ""} for recalled in memories]
    rows, notes = _as_they_are_now(user, items)
    return [_shown(item, rows, notes) for item in items]


def _as_they_are_now(user: AbstractBaseUser, items: list[Item]) -> tuple[dict[int, UserInteraction], dict[int, Note]]:
    ids = {item["id"] for item in items if item["kind"] == "memory"}
    ids |= {item["interaction_id"] for item in items if item["kind"] == "note" and item["interaction_id"]}
    noted = [item["id"] for item in items if item["kind"] == "note"]
    rows = (
        UserInteraction.objects.owned_by(user).select_related("session").only("never_recall", "session__never_recall")
    )
    ids |= {item["interaction_id"] for item in items if item["kind"] == "attachment" and item["interaction_id"]}
    notes = Note.objects.owned_by(user).only("is_active")

    return rows.in_bulk(ids) if ids else {}, notes.in_bulk(noted) if noted else {}


def _shown(item: Item, rows: dict[int, UserInteraction], notes: dict[int, Note]) -> ReceiptItem:
    kind, pk = item["kind"], item["id"]
    said_in = {"memory": pk, "note": item.get("interaction_id"), "attachment": item.get("interaction_id")}.get(kind)
    row = rows.get(said_in) if said_in else None
    note = notes.get(pk) if kind == "note" and pk else None
    gone = (kind in ("memory", "attachment") and row is None) or (kind == "note" and note is None)

    return ReceiptItem(
        kind=kind,
        id=pk,
        name=f"{kind}:{pk}",
        text=unmarked(item["text"]) if kind == "summary" else item["text"],
        answer=unmarked(item.get("answer", "")),
        matched=item.get("matched", []),
        reasons=_sentence(
            [
                *_reasons(item),
                *_unfinished(item),
                *_masked(item),
                *_of_file(item),
            ]
        ),
        age=reasons.age_in_words(item.get("age", "")),
        time=datetime.fromisoformat(item["time"]) if kind == "memory" and item["time"] else None,
        label=gettext("Note") if kind == "note" else str(LABELS.get(kind, "")),
        place=_place(item),
        said_at=place_url(row.session_id, row.pk) if row else "",
        is_deleted=gone or bool(item.get("is_deleted")),
        is_kept_out=bool((kind == "memory" and row and _is_never_recalled(row)) or (note and not note.is_active)),
        with_session=bool(kind == "memory" and row and row.session.never_recall),
    )


def _is_never_recalled(row: UserInteraction) -> bool:
    return row.never_recall or row.session.never_recall


def _place(item: Item) -> str:
    if item["kind"] == "attachment":
        return ", ".join(filter(None, [item.get("name"), item.get("about")]))
    if item["kind"] == "memory":
        return origin(item["source"], item["source_name"])
    if item["kind"] == "note":
        places = {"chat": gettext("From a chat"), "written": gettext("You wrote it")}
        return places.get(item["source"], str(item["source"]))

    return str(PLACES[item["kind"]])


def _reasons(item: Item) -> list[str]:
    return [reasons.in_words(str(said)) for said in item.get("reasons", [])]


def _unfinished(item: Item) -> list[str]:
    return [str(ENDED[item["ended"]])] if item.get("ended") in ENDED else []


def _of_file(item: Item) -> list[str]:
    cut = [gettext("only its beginning had room")] if item["kind"] == "attachment" and item.get("is_cut") else []
    return [*filter(None, [item.get("remark", "").strip("().")]), *cut]


def _masked(item: Item) -> list[str]:
    count = item.get("masked", 0)
    told = ngettext(
        "{count} secret in it masked before it was sent", "{count} secrets in it masked before it was sent", count
    )
    return [told.format(count=count)] if count else []


def _sentence(told: Sequence[object]) -> str:
    said = "; ".join(str(reason) for reason in told)
    return said[:1].upper() + said[1:]
