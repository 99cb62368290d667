"""Measurements of time and memory over knowledge bases of many sizes; see README.md."""
