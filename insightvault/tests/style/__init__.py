"""How templates, styles and scripts are written: what is unused, lines, spaces. No behaviour."""
