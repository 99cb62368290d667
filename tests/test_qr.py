"""QR codes say what they should to a reader that knows nothing of the program that wrote them."""

from __future__ import annotations

import base64
import re

import markdown
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from generator.render import qr
from generator.settings import load
from generator.views.addresses import Address, address_on_paper
from tests import kb

ADDRESSES = [
    "https://so-tay.example/",
    "http://127.0.0.1:8000/tap-huan/dan-chu-co-so/",
    "https://so-tay.example/kho/van-ban/10-2022-qh15/toan-van/#dieu-3-khoan-2",
    "https://so-tay.example/?q=công tác dân vận&a=<b>\"'`*_[x](y){: .z }",
    f"https://so-tay.example/{'a' * 300}/",
]
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def drawn(svg: str) -> Image.Image:
    """The dark runs of a code on white, four pixels a module."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found
    side = int(found[1])
    image = Image.new("L", (4 * side, 4 * side), 255)
    draw = ImageDraw.Draw(image)
    for x, y, length in (map(int, run) for run in _RUN.findall(svg)):
        draw.rectangle((4 * x, 4 * y, 4 * (x + length) - 1, 4 * y + 3), fill=0)
    return image


@pytest.mark.parametrize("text", ADDRESSES)
def test_a_reader_reads_the_address(text: str) -> None:
    (code,) = zxingcpp.read_barcodes(drawn(qr.svg(text)))
    assert code.text == text
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "M"


@pytest.mark.parametrize("text", ADDRESSES)
def test_there_is_a_quiet_zone_on_a_white_ground(text: str) -> None:
    svg = qr.svg(text)
    side = drawn(svg).width // 4
    ends = [(int(x), int(y), int(x) + int(n)) for x, y, n in _RUN.findall(svg)]
    assert min(x for x, _, _ in ends) == min(y for _, y, _ in ends) == qr.QUIET == 4
    assert max(end for _, _, end in ends) == max(y for _, y, _ in ends) + 1 == side - 4
    assert f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>' in svg


@pytest.mark.parametrize("text", ADDRESSES)
def test_bits_are_the_code_without_its_quiet_zone(text: str) -> None:
    side, packed = qr.bits(text)
    data = base64.b64decode(packed)
    assert len(data) == (side * side + 7) // 8
    image = Image.new("L", (side + 8, side + 8), 255)
    for at in range(side * side):
        if data[at >> 3] & (128 >> (at & 7)):
            image.putpixel((at % side + 4, at // side + 4), 0)
    (code,) = zxingcpp.read_barcodes(image.resize((4 * (side + 8), 4 * (side + 8)), 0))
    assert code.text == text


@pytest.mark.parametrize("text", ADDRESSES)
def test_markdown_leaves_the_code_alone(text: str) -> None:
    svg = qr.svg(text)
    for place in ("{}", '<div markdown="1">\n{}\n\n<p>x</p>\n</div>'):
        page = markdown.markdown(place.format(svg), extensions=["attr_list", "md_in_html"])
        assert svg in page
    assert set(re.findall(r"<(\w+)", svg)) == {"svg", "path"}


def test_one_text_gives_one_code() -> None:
    assert qr.svg(ADDRESSES[0]) == qr.svg(ADDRESSES[0])


@pytest.mark.parametrize(
    ("page", "below"),
    [
        ("index.md", ""),
        ("van-ban/index.md", "van-ban/"),
        ("nam/2013/06.md", "nam/2013/06/"),
        ("tap-huan/x/tai-lieu.md", "tap-huan/x/tai-lieu/"),
        ("van-ban/x/toan-van.md#dieu-3", "van-ban/x/toan-van/#dieu-3"),
        ("van-ban/so-index.md", "van-ban/so-index/"),
    ],
)
def test_pages_have_addresses_for_paper(page: str, below: str) -> None:
    assert address_on_paper(page, None) == Address(below, None)
    text, url = f"so-tay.example/kho/{below}", f"https://so-tay.example/kho/{below}"
    assert address_on_paper(page, "https://so-tay.example/kho/") == Address(text, url)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://so-tay.example/kho", "https://so-tay.example/kho/"),
        ("http://so-tay.example/", "http://so-tay.example/"),
        ("so-tay.example", None),
        ("''", None),
        ("!ENV SITE_URL", None),
    ],
)
def test_the_address_of_the_site_comes_from_mkdocs_yml(
    tmp_path_factory: pytest.TempPathFactory, written: str, meant: str | None
) -> None:
    settings = kb.toy(tmp_path_factory.mktemp("site-url") / "toy")
    assert settings.site_url is None
    with settings.config.open("a", encoding="utf-8") as file:
        file.write(f"\nsite_url: {written}\n")
    assert load(settings.root).site_url == meant
