"""The chat's pages and their forms: fetch what the person owns, call one verb, render."""
