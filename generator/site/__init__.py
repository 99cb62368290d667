"""Markdown files → HTML site, by MkDocs. The only room that imports mkdocs."""
