"""Describes a file that is no export, so that the person knows what to do next."""

import re

from django.utils.translation import gettext_noop as _

# The first bytes, and what they say.
MAGIC = (
    (b"Rar!", _("is a RAR archive. Unpack it and choose the files inside.")),
    (b"7z\xbc\xaf\x27\x1c", _("is a 7-Zip archive. Unpack it and choose the files inside.")),
    (b"\x1f\x8b", _("is packed with gzip. Unpack it and choose the file inside.")),
    (b"%PDF", _("is a PDF document.")),
    (b"\x89PNG", _("is a picture.")),
    (b"\xff\xd8\xff", _("is a picture.")),
    (b"GIF8", _("is a picture.")),
    (b"\x7fELF", _("is a program.")),
    (b"MZ", _("is a program.")),
)
CHATGPT_PAGE = re.compile(rb"jsonData\s*=|<title>ChatGPT Data Export")
GEMINI_PAGE = re.compile(rb"My Activity|mdl-card|outer-cell")
COPILOT_CSV = re.compile(rb'"?Conversation"?,"?Time"?,"?Author"?,"?Message"?')
MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|\?xml|!--)", re.IGNORECASE)
# Bytes that no text holds.
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def looks_like(head: bytes) -> str:
    """The rest of a sentence that begins with the file's name. `head`: its first bytes, without a byte order mark."""
    if not head.strip():
        return _("is empty.")

    for magic, sentence in MAGIC:
        if head.startswith(magic):
            return sentence

    if MARKUP.match(head):
        return _page(head)
    if BINARY.search(head):
        return _("is neither text nor an archive.")
    if COPILOT_CSV.match(head.lstrip()):
        return _("is an activity table of Microsoft Copilot, which cannot be read yet.")

    return _("is a text file, not JSON.")


def _page(head: bytes) -> str:
    if CHATGPT_PAGE.search(head):
        return _("is only the page chat.html of ChatGPT's export. Choose the whole ZIP that ChatGPT sent you.")

    if GEMINI_PAGE.search(head):
        return _("is Gemini's activity as a web page. Ask Google Takeout again and choose JSON for “My Activity”.")

    return _("is a web page, not an export. If the download link has expired, ask for a new one.")
