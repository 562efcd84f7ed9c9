"""How servers answer that call themselves OpenAI-compatible, each as the bytes it sends. All mean the same."""

import json
from typing import Any

from insightvault.fake_model_server import event

TEXT = "It is Porto Novo."
THOUGHT = "A port by the sea."
DONE = b"data: [DONE]\n\n"
END = event({}, "stop") + DONE
WORDS = [event({"content": text}) for text in ("It is ", "Porto Novo.")]
PLAIN = b"".join(WORDS) + END
WHOLE = {
    "object": "chat.completion",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 5, "completion_tokens": 4},
}


def data(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def delta(**parts: Any) -> bytes:
    return data({"choices": [{"index": 0, "delta": parts, "finish_reason": None}]})


def text_part(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}


# The line ends, comments and fields that streams have.
STREAMS: dict[str, bytes] = {
    "plain": PLAIN,
    "ends of lines are CR": PLAIN.replace(b"\n", b"\r"),
    "ends of lines are CR LF": PLAIN.replace(b"\n", b"\r\n"),
    "a byte-order mark": b"\xef\xbb\xbf" + PLAIN,
    "no blank lines": PLAIN.replace(b"\n\n", b"\n"),
    "no blank behind data": PLAIN.replace(b"data: ", b"data:"),
    "data in two lines": b'data: {"choices":[{"index":0,\ndata: "delta":{"content":"It is Porto Novo."}}]}\n\n' + END,
    "comments and other events": b': hello\n\n:\n\nevent: ping\ndata: {"type":"ping"}\n\nid: 7\nretry: 9\n' + PLAIN,
    "the end without its end of line": PLAIN.rstrip(b"\n"),
    "lines of JSON": b"".join(
        json.dumps({"message": {"content": text}, "done": False}).encode() + b"\n" for text in ("It is ", "Porto Novo.")
    )
    + b'{"message":{"content":""},"done":true,"done_reason":"stop"}\n',
}
# Nearly JSON, and what is none between events that are.
ODD_EVENTS: dict[str, bytes] = {
    "-Infinity": b'data: {"choices":[{"index":0,"delta":{"content":"It is "},"logprobs":{"p":-Infinity}}]}\n\n'
    + WORDS[1]
    + END,
    "NaN at the end": b"".join(WORDS)
    + b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"timings":{"a":NaN}}\n\n'
    + DONE,
    "a raw tab": b'data: {"choices":[{"index":0,"delta":{"content":"It is "},"x":"a\tb"}]}\n\n' + WORDS[1] + END,
    "a broken escape": b'data: {"choices":[{"index":0,"delta":{"content":"It is "},"x":"C:\\q \\u12"}]}\n\n'
    + WORDS[1]
    + END,
    "broken UTF-8": b'data: {"choices":[{"index":0,"delta":{"content":"It is "},"x":"\xff\xfe"}]}\n\n' + WORDS[1] + END,
    "a huge number": b'data: {"created":'
    + b"9" * 5000
    + b',"choices":[{"index":0,"delta":{"content":"It is "}}]}\n\n'
    + WORDS[1]
    + END,
    "a spare comma": b'data: {"choices":[{"index":0,"delta":{"content":"It is ",},}],}\n\n' + WORDS[1] + END,
    "two that are nearly JSON without a blank line": b'data: {"a":NaN}\ndata: {"a":NaN}\n' + PLAIN,
    "what is none": WORDS[0] + b"data: {odd\n\ndata: odd\n\nodd: odd\n\n" + WORDS[1] + END,
    "null, lists, numbers": WORDS[0] + b'data: null\n\ndata: 7\n\ndata: ["a"]\n\ndata: "b"\n\n' + WORDS[1] + END,
    "fields of other types": WORDS[0]
    + data({"choices": "none"})
    + data({"choices": [None, 7]})
    + data({"choices": [], "usage": 3})
    + delta(content=7)
    + WORDS[1]
    + END,
    "nested without end": WORDS[0] + b"data: " + b"[" * 20_000 + b"\n\n" + WORDS[1] + END,
}
# Where the words of an answer stand.
SHAPES: dict[str, bytes] = {
    "parts": delta(content=[text_part("It is ")]) + delta(content=[text_part("Porto Novo.")]) + END,
    "a part alone": delta(content=text_part(TEXT)) + END,
    "texts in a list": delta(content=["It is ", "Porto Novo."]) + END,
    "whole JSON": json.dumps(WHOLE).encode(),
    "whole JSON over lines": json.dumps(WHOLE, indent=2).encode(),
    "whole JSON in an event": data(WHOLE) + DONE,
    "whole JSON whose words are parts": json.dumps(
        WHOLE | {"choices": [{"message": {"content": [text_part(TEXT)]}}]}
    ).encode(),
    "message, not delta": b"".join(
        data({"choices": [{"index": 0, "message": {"content": text}}]}) for text in ("It is ", "Porto Novo.")
    )
    + DONE,
    "text, not delta": b"".join(data({"choices": [{"index": 0, "text": text}]}) for text in ("It is ", "Porto Novo."))
    + END,
    "a delta that is a text": data({"choices": [{"delta": TEXT}]}) + END,
    "a whole message after its deltas": b"".join(WORDS)
    + data({"choices": [{"index": 0, "delta": {}, "message": {"content": TEXT}, "finish_reason": "stop"}]})
    + DONE,
    "two choices": data({"choices": [{"index": 1, "delta": {"content": "WRONG"}}]})
    + data({"choices": [{"index": 0, "delta": {"content": "It is "}}, {"index": 1, "delta": {"content": "WRONG"}}]})
    + WORDS[1]
    + END,
    "choices without an index": data({"choices": [{"delta": {"content": TEXT}}, {"delta": {"content": "WRONG"}}]})
    + END,
}
# Where its thoughts stand.
THOUGHTS: dict[str, bytes] = {
    "reasoning_content": delta(reasoning_content=THOUGHT),
    "reasoning": delta(reasoning="A port ", content=None) + delta(reasoning="by the sea.", content=""),
    "both": delta(reasoning_content=THOUGHT, reasoning=THOUGHT),
    "thinking": delta(thinking=THOUGHT),
    "reasoning_details": delta(content="", reasoning_details=[{"type": "reasoning.text", "text": THOUGHT}]),
    "a sealed one beside it": delta(
        reasoning=THOUGHT, reasoning_details=[{"type": "reasoning.encrypted", "data": "x"}]
    ),
    "parts": delta(content=[{"type": "thinking", "thinking": [text_part(THOUGHT)]}]),
    "a part with its text": delta(content=[{"type": "reasoning", "text": THOUGHT}]),
}
