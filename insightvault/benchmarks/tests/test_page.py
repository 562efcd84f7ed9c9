from insightvault.benchmarks.harness.page import EventParser, ShownPage, StreamEvent

ANSWER = "One two.\n\nThree four five."


def page(*events: tuple[str, str, int]) -> ShownPage:
    shown = ShownPage(ANSWER)
    for kind, data, number in events:
        shown.take(StreamEvent(kind, data, str(number)))

    return shown


def test_events_are_read_however_the_bytes_are_cut() -> None:
    stream = "event: text\nid: 3\ndata: é\ndata: x\n\n: \n\nevent: done\ndata: {}\n\n".encode()
    parser = EventParser()
    events = [event for at in range(len(stream)) for event in parser.feed(stream[at : at + 1])]
    assert events == [StreamEvent("text", "é\nx", "3"), StreamEvent("done", "{}", "3")]


def test_blocks_replace_the_text_they_hold() -> None:
    shown = page(("text", ANSWER[:15], 15), ("block", "<p>One two.</p>", 10), ("text", ANSWER[15:], len(ANSWER)))
    assert (shown.html, shown.tail, shown.wrong) == ("<p>One two.</p>", "Three four five.", 0)
    assert shown.length == len(ANSWER) and shown.last_id == str(len(ANSWER))


def test_what_arrives_again_is_not_shown_again() -> None:
    shown = page(("text", ANSWER[:12], 12), ("block", "<p>One two.</p>", 10), ("text", ANSWER[4:12], 12))
    shown.take(StreamEvent("block", "<p>One two.</p>", "10"))
    assert (shown.html, shown.tail, shown.wrong) == ("<p>One two.</p>", "Th", 0)


def test_a_gap_and_a_doubled_word_are_noticed() -> None:
    assert page(("text", ANSWER[:3], 3), ("text", ANSWER[6:9], 9)).wrong == 1
    assert page(("text", "One ", 4), ("text", "One two", 11)).wrong == 1
