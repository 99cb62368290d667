"""Which pages an edit touches: found by watching what each page reads, never by rules about it.

A *fact* is one thing that a page may read: a field of a record, who belongs to a group, the force
of a document. `seen` hands views a corpus that notes every fact they read; `facts` tells which
facts differ from those of the last run; `memory` keeps what each unit of pages read and made, and
gives it again as long as none of its facts has changed (the “verifying traces” of Mokhov, Mitchell
and Peyton Jones, Build Systems à la Carte, 2018).
"""

from __future__ import annotations

from generator.incremental.facts import Facts
from generator.incremental.making import Made, make, make_some, nowhere, works

__all__ = ["Facts", "Made", "make", "make_some", "nowhere", "works"]
