"""Every sentence of the interface is handed to Django's translations, and every language has all of them.

`make messages` brings the catalogues of `locale/` up to date and compiles them; nothing here needs gettext's tools.
`python -m insightvault.tests.messages lacking templates/chat chat` prints what German lacks of the files whose names
begin so, as entries to fill in.
"""
