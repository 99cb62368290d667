"""Other builders make the same pages of our Markdown: docs/maintainers/longevity.md."""
