"""Sổ tay Dân vận: a static knowledge base of normative documents, made from YAML records."""

__version__ = "0.1.0"
