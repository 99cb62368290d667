from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citations.number import Number, normal_form, number_slug, parse, sort_key
from generator.citations.slugs import slug

PRINTED = {
    # facts.yml, citation_grammar.number_forms: as printed in articles and collections
    "43-KL/TW": "43-KL/TW",
    "43- KL/TW": "43-KL/TW",
    "79 - KL/TW": "79-KL/TW",
    "124 - QĐ/TW": "124-QĐ/TW",
    "13/ CT-TTg": "13/CT-TTg",
    "16/CT - TTg": "16/CT-TTg",
    "1940/CT- TTg": "1940/CT-TTg",
    "1940/2008/CT-TTg": "1940/2008/CT-TTg",
    "217/QĐ-TW": "217/QĐ-TW",
    "22/CT-TW": "22/CT-TW",
    "11/QĐi-TW": "11/QĐi-TW",
    "11-Q\u00d0i/TW": "11-QĐi/TW",
    "số20-NQ/TW": "20-NQ/TW",
    "Số: 09/2022/NQ-HĐND": "09/2022/NQ-HĐND",
    "22/TTg-V .III": "22/TTg-V.III",
    # the rule of the normal form, one by one
    "5-CT/TW": "05-CT/TW",
    "5/CT-TTg": "05/CT-TTg",
    "9/2010/NĐ-CP": "09/2010/NĐ-CP",
    "005-CT/TW": "005-CT/TW",
    "43\u00a0-\u00a0KL/TW": "43-KL/TW",
    "43\u2013KL/TW": "43-KL/TW",
    "43\u2014KL/TW": "43-KL/TW",
    "43\u2011KL/TW": "43-KL/TW",
    "43-kl/TW": "43-KL/TW",
    "03-CTR/BDVTW": "03-CTr/BDVTW",
    "03-ctr/BDVTW": "03-CTr/BDVTW",
    "07-TTR/TU": "07-TTr/TU",
    "11-QYĐ/TW": "11-QyĐ/TW",
    "11-QĐI/TW": "11-QĐi/TW",
    "11-qđ/TW": "11-QĐ/TW",
    "59/2023/nđ-CP": "59/2023/NĐ-CP",
    "  25-NQ/TW\t": "25-NQ/TW",
    "SỐ 25-NQ/TW": "25-NQ/TW",
    "so: 25-NQ/TW": "25-NQ/TW",
    "8B-NQ/HNTW": "8B-NQ/HNTW",
    # what is no number is only cleaned
    "10/2022/QH15": "10/2022/QH15",
    "không   rõ": "không rõ",
    "": "",
}


@pytest.mark.parametrize(("printed", "normal"), PRINTED.items())
def test_printed_forms(printed: str, normal: str) -> None:
    assert normal_form(printed) == normal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("25-NQ/TW", Number("25", "NQ", ("TW",))),
        ("11-QĐi/TW", Number("11", "QĐi", ("TW",))),
        ("03-CTr/BDVTW-BCSĐCP", Number("03", "CTr", ("BDVTW", "BCSĐCP"))),
        ("8B-NQ/HNTW", Number("8B", "NQ", ("HNTW",))),
        ("16/CT-TTg", Number("16", "CT", ("TTg",))),
        ("217/QĐ-TW", Number("217", "QĐ", ("TW",))),
        ("59/2023/NĐ-CP", Number("59", "NĐ", ("CP",), 2023)),
        (
            "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
            Number("403", "NQLT", ("UBTVQH", "CP", "ĐCTUBTWMTTQVN"), 2017),
        ),
        ("1676/NQ-UBTVQH15", Number("1676", "NQ", ("UBTVQH",))),
        ("10/2022/QH15", Number("10", None, ("QH",), 2022)),
        ("34/2007/PL-UBTVQH11", Number("34", "PL", ("UBTVQH",), 2007)),
        ("22/TTg-V.III", Number("22", "TTg", ("V.III",))),
        ("10/2022/UBTVQH15", Number("10", None, ("UBTVQH",), 2022)),
    ],
)
def test_parts(text: str, number: Number) -> None:
    assert normal_form(text) == text
    assert parse(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "25", "25-NQ", "NQ/TW", "25-NQ/", "25 - NQ/TW", "25-N Q/TW", "25-NQ/T W", "số 25-NQ/TW",
     "25-NQ/TW/X", "10/22/QH15", "10/2022/QH", "-NQ/TW", "25--NQ/TW", "25-1/TW"],
)  # fmt: skip
def test_what_is_no_number_in_normal_form(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("address", "forms"),
    [
        (
            "25-nq-tw",
            ["25-NQ/TW", "25 nq/tw", "25 nq tw", "25/NQ-TW", "25 - NQ / TW", "25\u2013NQ/TW",
             "25-nq-tw", "số 25-NQ/TW", "Số: 25-NQ/TW", "25\u00a0NQ/TW", "25.NQ.TW", " 25_nq_tw "],
        ),
        ("218-qd-tw", ["218-QĐ/TW", "218-Q\u00d0/TW", "218-qđ/tw", "218 qd tw", "218/QĐ-TW"]),
        ("11-qdi-tw", ["11-QĐi/TW", "11/QĐi-TW", "11-QĐI/TW"]),
        ("05-ct-tw", ["05-CT/TW", "5-CT/TW", "5/CT-TW", "05 ct tw"]),
        ("59-2023-nd-cp", ["59/2023/NĐ-CP", "59/2023/NÐ-CP", "59 2023 nđ cp"]),
        ("10-2022-qh15", ["10/2022/QH15", "10 2022 QH15"]),
    ],
)  # fmt: skip
def test_forms_that_share_an_address(address: str, forms: list[str]) -> None:
    assert {form: number_slug(form) for form in forms} == dict.fromkeys(forms, address)


def test_different_numbers_have_different_addresses() -> None:
    numbers = ["25-NQ/TW", "26-NQ/TW", "25-NQ/TU", "25-KL/TW", "25/2013/NQ-TW", "2-5NQ/TW"]
    assert len({number_slug(number) for number in numbers}) == len(numbers)


def test_slugs_are_addresses_and_no_identities() -> None:
    assert slug("Nghị định") == slug("Nghị đình") == "nghi-dinh"
    assert slug("Đề án") == "de-an"


def test_numbers_sort_by_their_ordinals_and_those_without_come_last() -> None:
    ordered = ["01-NQ/TW", "8B-NQ/HNTW", "25-KL/TW", "25-NQ/TW", "217-QĐ/TW", "1940/CT-TTg"]
    last = [None, "không số"]
    assert sorted([*last, *ordered[::-1]], key=sort_key) == [*ordered, *last]


symbols = st.sampled_from(
    ["NQ", "nq", "QĐ", "qđ", "Q\u00d0", "QĐi", "CTr", "CTR", "KL", "NĐ", "XX"]
)
codes = st.sampled_from(["TW", "TTg", "CP", "HĐND", "BDVTW", "UBTVQH14-CP", "V.III"])
dashes = st.sampled_from(["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014"])
blanks = st.sampled_from(["", " ", "  ", "\u00a0", "\t", "\u2009"])
prefixes = st.sampled_from(["", "số ", "Số: ", "SỐ", "so:"])


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A number written tightly, and the same number with other blanks and dashes."""
    ordinal = str(draw(st.integers(1, 2000)))
    symbol, code = draw(symbols), draw(codes)
    party = draw(st.booleans())
    parts = [ordinal, "-", symbol, "/", code] if party else [ordinal, "/", symbol, "-", code]
    if not party and draw(st.booleans()):
        parts[1:1] = ["/", str(draw(st.integers(1945, 2100)))]

    def loosely(part: str) -> str:
        if part not in "-/":
            return part
        return draw(blanks) + (draw(dashes) if part == "-" else part) + draw(blanks)

    return "".join(parts), draw(prefixes) + "".join(map(loosely, parts)) + draw(blanks)


@given(numbers())
def test_blanks_and_dashes_change_nothing(pair: tuple[str, str]) -> None:
    tight, loose = pair
    assert normal_form(loose) == normal_form(tight)
    assert number_slug(loose) == number_slug(tight)
    assert parse(normal_form(tight)) is not None


@given(numbers())
def test_the_normal_form_of_a_number_is_final(pair: tuple[str, str]) -> None:
    normal = normal_form(pair[1])
    assert normal_form(normal) == normal


@given(st.text(alphabet="0123456789ABĐđQnqTW-/. \u00a0\u2013\u00d0", max_size=20))
def test_the_normal_form_of_any_text_is_final(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert normal == normal.strip()


@given(st.text(max_size=30))
def test_any_text_has_an_address_a_place_and_perhaps_parts(text: str) -> None:
    address = number_slug(text)
    assert address == "" or all(part.isascii() and part.isalnum() for part in address.split("-"))
    assert sort_key(text) <= sort_key(None) or sort_key(text)[1] > ""
    number = parse(text)
    if number is not None:
        assert number.ordinal
        assert number.codes


def test_numbers_have_ascii_digits() -> None:
    assert parse("２5-NQ/TW") is None


@pytest.mark.parametrize("text", ["so sánh", "SOHO", "số số 25-NQ/TW"])
def test_the_normal_form_of_text_is_final(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)
    assert normal_form("so sánh") == "so sánh"


def test_one_digit_numbers_share_an_address_however_written() -> None:
    assert number_slug("5 ct tw") == number_slug("5-CT/TW")


@given(st.text("019AaQzTĐđ/.- \u00d0\u0301", max_size=16))
def test_a_clean_number_is_made_normal_as_an_unclean_one(text: str) -> None:
    assert normal_form(text) == normal_form(f" {text}\t")
