"""The pages of history, notes, import, export and deletion: fetch what the person owns, call one verb, render."""
