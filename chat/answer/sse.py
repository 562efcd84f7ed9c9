"""An answer's events as a stream of server-sent events carries them. Pure."""

import json

from chat.answer.events import Event

EVENT_STREAM_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # nginx would collect the events before it passes them on.
    "X-Accel-Buffering": "no",
}


def encode_event(event: Event) -> bytes:
    if event.kind == "ping":
        return b": \n\n"

    data = event.data
    if event.kind in ("thinking", "preview"):
        data = json.dumps({"at": event.at, "text": data})
    elif event.kind == "done":
        data = json.dumps({"status": data})

    lines = [f"event: {event.kind}"]
    if event.id is not None:
        lines.append(f"id: {event.id}")

    # A newline inside the data would end the event: each line is a field of its own.
    lines += [f"data: {line}" for line in data.split("\n")]
    return ("\n".join(lines) + "\n\n").encode()
