"""Edits that touch more than a record: configuration, theme, the day, the publication log; and
those that must stop a build."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.incremental.edits import Edit, identity, one, words
from tests.incremental.ground import Ground

EMBED = "    lang: vi\n    embed: true\n"
NO_EMBED = "    lang: vi\n"


def _line(ground: Ground, key: str, value: str | None) -> None:
    """Give mkdocs.yml a line of its own for a key, or none."""
    kept = [
        line
        for line in ground.inputs.config.read_text(encoding="utf-8").splitlines()
        if not line.startswith(f"{key}:")
    ]
    lines = [*kept, f"{key}: {value}"] if value else kept
    ground.inputs.config.write_text("\n".join(lines) + "\n", encoding="utf-8")


def copyright_line(ground: Ground, chosen: Random) -> None:
    _line(ground, "copyright", words(chosen))


def site_name(ground: Ground, chosen: Random) -> None:
    _line(ground, "site_name", words(chosen))


def site_url(ground: Ground, chosen: Random) -> None:
    """Codes, feeds and the site map need it."""
    address = f"https://kho-{chosen.randrange(100)}.example/a/"
    _line(ground, "site_url", chosen.choice([None, address, address]))


def navigation(ground: Ground, chosen: Random) -> None:
    ground.inputs.configure("- Tìm kiếm", f"- Tìm kiếm {words(chosen)}")


def embeds(ground: Ground, chosen: Random) -> None:
    """On and off."""
    text = ground.inputs.config.read_text(encoding="utf-8")
    old, new = (EMBED, NO_EMBED) if EMBED in text else (NO_EMBED, EMBED)
    ground.inputs.configure(old, new)


def override(ground: Ground, chosen: Random) -> None:
    """A template of the knowledge base in the place of Material's: new, another, or gone."""
    place = ground.inputs.overrides / "footer.html"
    if place.exists() and chosen.random() < 0.3:
        place.unlink()
    else:
        place.write_text(f"<footer>{words(chosen)}</footer>\n", encoding="utf-8")


def inherited(ground: Ground, chosen: Random) -> None:
    """What mkdocs.yml takes from another file."""
    _line(ground, "INHERIT", "chung.yml")
    parent = ground.inputs.root / "chung.yml"
    parent.write_text(f"site_author: {words(chosen)}\n", encoding="utf-8")


def hook(ground: Ground, chosen: Random) -> None:
    """A script of the knowledge base that changes all pages: new, or another."""
    _line(ground, "hooks", "[moc.py]")
    says = f"def on_page_content(html, **_):\n    return html + '<p>{words(chosen)}</p>'\n"
    (ground.inputs.root / "moc.py").write_text(says, encoding="utf-8")


def stand_ins(ground: Ground, chosen: Random) -> None:
    """Files that stand for others as long as those are not there: README.md for index.md, a file of
    the theme for one in docs/. The others come and go again."""
    theme, folder = ground.inputs.overrides.parent / "assets", ground.inputs.docs / "thu-muc"
    instead = ground.inputs.docs / "assets" / "x.txt"
    for place in (theme, folder, instead.parent):
        place.mkdir(exist_ok=True)
    (theme / "x.txt").write_text(words(chosen), encoding="utf-8")
    (folder / "README.md").write_text(f"# {words(chosen)}\n", encoding="utf-8")
    ground.prove()
    instead.write_text(words(chosen), encoding="utf-8")
    (folder / "index.md").write_text(f"# {words(chosen)}\n", encoding="utf-8")
    ground.prove()
    instead.unlink()
    (folder / "index.md").unlink()


def as_of(ground: Ground, chosen: Random) -> None:
    """Forth and back."""
    ground.day = dt.date(chosen.randrange(2019, 2032), chosen.randrange(1, 13), 1)


def moment(ground: Ground, chosen: Random) -> None:
    """SOURCE_DATE_EPOCH, which stamps the site map."""
    ground.epoch = str(1_700_000_000 + 100_000 * chosen.randrange(1000))


def publish(ground: Ground, chosen: Random) -> None:
    """The log and the register of addresses grow, as the site tells."""
    target = ground.root / "target"
    target.mkdir(exist_ok=True)
    ground.bring()
    seconds = 1_800_000_000 + 100 * len(list((ground.inputs.records / "cong-bo").iterdir()))
    ran = ground.publish(target, str(seconds))
    assert ran.code == 0, ran.said
    ground.fetch_log()


WIDE: tuple[tuple[str, Edit], ...] = tuple(
    (edit.__name__, edit)
    for edit in (
        copyright_line, site_name, site_url, navigation, embeds, override, inherited, hook,
        stand_ins, as_of, moment, publish,
    )
)  # fmt: skip


def broken_yaml(ground: Ground, chosen: Random) -> None:
    path = ground.inputs.place(one(ground, chosen, "van-ban"))
    path.write_text(path.read_text(encoding="utf-8") + "  title: [\n", encoding="utf-8")


def dangling(ground: Ground, chosen: Random) -> None:
    ground.inputs.change(one(ground, chosen, "van-ban"), topics=["khong-co"])


def unknown_key(ground: Ground, chosen: Random) -> None:
    ground.inputs.change(one(ground, chosen, "mo-hinh"), titel="x")


def broken_abbreviations(ground: Ground, chosen: Random) -> None:
    ground.inputs.place("viet-tat").write_text("- a\n", encoding="utf-8")


def dead_link(ground: Ground, chosen: Random) -> None:
    page = ground.inputs.docs / "tay-chet.md"
    page.write_text(f"# {words(chosen)}\n\n[chết](van-ban/khong-co.md)\n", encoding="utf-8")


def dead_anchor(ground: Ground, chosen: Random) -> None:
    to = one(ground, chosen, "van-ban")
    page = ground.inputs.docs / "tay-neo.md"
    page.write_text(f"# {words(chosen)}\n\n[chết]({to}.md#khong-co)\n", encoding="utf-8")


def target_gone(ground: Ground, chosen: Random) -> None:
    """A hand page links to a page that goes; nobody has touched the hand page."""
    to = one(ground, chosen, "tap-huan")
    page = ground.inputs.docs / "tay-toi.md"
    page.write_text(f"# {words(chosen)}\n\n[buổi]({to}.md)\n", encoding="utf-8")
    ground.prove()
    ground.inputs.place(to).unlink()


def taken(ground: Ground, chosen: Random) -> None:
    """A page by hand stands where a new record wants its own."""
    page = ground.inputs.docs / "mo-hinh" / "moi-co.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"# {words(chosen)}\n", encoding="utf-8")
    like = one(ground, chosen, "mo-hinh")
    keys = {**ground.inputs.load(like), "id": identity("mo-hinh/moi-co")}
    keys.pop("aliases", None)
    ground.inputs.save("mo-hinh/moi-co", keys)


def broken_configuration(ground: Ground, chosen: Random) -> None:
    _line(ground, "khong_ro", words(chosen))


def broken_template(ground: Ground, chosen: Random) -> None:
    """Nothing of ours comes from another host."""
    place = ground.inputs.overrides / "footer.html"
    place.write_text('<img src="https://khac.example/a.png">\n', encoding="utf-8")


BREAKING: tuple[tuple[str, Edit], ...] = tuple(
    (edit.__name__, edit)
    for edit in (
        broken_yaml, dangling, unknown_key, broken_abbreviations, dead_link, dead_anchor,
        target_gone, taken, broken_configuration, broken_template,
    )
)  # fmt: skip
"""With each of them nothing can be built."""
