"""Anchors of provisions: ``dieu-3-khoan-2-diem-a`` (design §4)."""

from __future__ import annotations

from generator.citations.slugs import slug


def anchor_of(word: str, number: str, above: str = "") -> str:
    """``("khoan", "2", "dieu-3")`` → ``dieu-3-khoan-2``. Point ``đ`` is another than ``d``, so that
    it is written ``dd``."""
    own = f"{word}-{slug(number.lower().replace('thứ', 'thu').replace('đ', 'dd'))}"
    return f"{above}-{own}" if above else own
