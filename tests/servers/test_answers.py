"""What web servers answer with the configuration that is printed: at the root of a host, below a
path, and within a host that shows something else too."""

from __future__ import annotations

import gzip
import http.client
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import policy
from generator.render.servers import FOLDER
from generator.render.servers.configurations import TYPES
from tests.servers.conftest import BROTLI, HAND_PAGE, HASHED, switch
from tests.servers.running import BROTLI_MODULE, MARK, SERVERS, Answer, Serving, Setting, running

BASE = "/kho/so-tay"
SETTINGS = [
    setting
    for name in SERVERS
    for setting in (Setting(name), Setting(name, BASE), Setting(name, BASE, inside=True))
]
PAGE = "/van-ban/03-ct-hda-2009/"
CARD = f"{PAGE}the/"
GONE = "/van-ban/06-bc-bc-2018/"
FEED = "/nhat-ky/feed.xml"
REDIRECTS = [
    ("/van-ban/03-ct-hda-2008/", 301, PAGE),
    ("/van-ban/03-ct-hda-2008/?x=1&y=%20z", 301, f"{PAGE}?x=1&y=%20z"),
    ("/van-ban/07-kl-bc-2017/", 301, "/van-ban/07-kl-bc-2018/"),
    ("/van-ban/03-ct-hda-2008/danh-muc.csv", 302, PAGE),
    ("/nam/1999/05/?x=1", 302, "/nam/?x=1"),
    ("/so/03-ct-hda/", 302, PAGE),
    (HAND_PAGE, 302, "/"),
]
HIDDEN = [
    "/.may-chu/apache-301.txt",
    "/.may-chu/",
    "/.may-chu",
    "/assets/../.may-chu/nginx.conf",
    "/%2emay-chu/nginx.conf",
    "/.git/config",
    "/index.html.gz",
    "/index.html.br",
    f"/{HASHED}.gz",
]
OUTSIDE = [
    "/../releases/mot/site/index.html",
    "/..%2freleases/mot/site/index.html",
    "/%2e%2e/releases/mot/site/index.html",
    "/van-ban/..%2f..%2f..%2freleases/mot/site/index.html",
    "/..%5creleases/mot/site/index.html",
    "/../../../../../../etc/passwd",
    "/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "../etc/passwd",
]


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def serving(request: pytest.FixtureRequest, target: Path) -> Iterator[Serving]:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with running(request.param, Path(name), target) as found:
            yield found


def led_to(serving: Serving, answer: Answer) -> str:
    """Below the path of the site, on the host that was asked: without a name for it, or as the
    browser knows it (Apache)."""
    location = (answer.headers["Location"] or "").removeprefix(f"http://{serving.host}")
    assert location.startswith(f"{serving.setting.base}/"), location
    return location.removeprefix(serving.setting.base)


def test_former_addresses_lead_on(serving: Serving) -> None:
    for address, status, expected in REDIRECTS:
        answer = serving.ask(address)
        assert (answer.status, led_to(serving, answer)) == (status, expected), address


def test_pages_answer(serving: Serving) -> None:
    for address, text in (
        ("/", "Trang chủ"),
        ("/index.html", "Trang chủ"),
        (PAGE, "Về đối thoại với nhân dân"),
        (f"{PAGE}?q=1", "Về đối thoại với nhân dân"),
    ):
        answer = serving.ask(address)
        assert (answer.status, text in answer.text) == (200, True), address
        assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"


def test_a_folder_without_a_slash_leads_to_the_one_with_it(serving: Serving) -> None:
    answer = serving.ask(PAGE.rstrip("/"))
    assert answer.status in {301, 308}
    assert led_to(serving, answer) == PAGE
    if serving.setting.base:
        answer = serving.ask("")
        assert answer.status in {301, 308}
        assert led_to(serving, answer) == "/"


def test_withdrawn_pages_are_gone_and_say_so(serving: Serving) -> None:
    for address in (GONE, "/van-ban/07-kl-bc-2018/?x=1"):
        for coding in ({}, {"Accept_Encoding": "gzip"}):
            answer = serving.ask(address, **coding)
            assert answer.status == 410
            body = gzip.decompress(answer.body) if coding else answer.body
            assert "Đã rút khỏi sổ tay" in body.decode("utf-8")
            assert_headers(answer)


def test_what_is_not_there_gets_the_page_that_says_so(serving: Serving) -> None:
    page = (serving.site / "404.html").read_bytes()
    for address in ("/khong-co/", "/khong-co", "/van-ban/x.css", "/assets/", "/khong-co/x.bib"):
        answer = serving.ask(address)
        assert (answer.status, answer.body == page) == (404, True), address
        assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
        assert_headers(answer)
        answer = serving.ask(address, Accept_Encoding="gzip")
        assert (answer.status, gzip.decompress(answer.body) == page) == (404, True), address


def test_a_hashed_name_that_is_not_there_is_not_kept(serving: Serving) -> None:
    answer = serving.ask(f"/{HASHED.replace('1a2b', '0000')}")
    assert (answer.status, answer.headers["Cache-Control"]) == (404, policy.CACHE_OTHERS)


def test_hidden_and_compressed_files_have_no_address(serving: Serving) -> None:
    page = (serving.site / "404.html").read_bytes()
    for address in HIDDEN:
        answer = serving.ask(address)
        assert (answer.status, answer.body == page) == (404, True), address


def test_no_address_leads_out_of_the_site(serving: Serving) -> None:
    for address in OUTSIDE:
        answer = serving.ask(address)
        assert answer.status in {301, 308, 400, 403, 404, 200}, address
        assert b"root:" not in answer.body
        if answer.status == 200:
            assert answer.text == MARK, address


def test_no_folder_is_listed(serving: Serving) -> None:
    for address in ("/assets/", "/assets/sotay/", "/search/"):
        assert "sotay.1a2b3c4d.css" not in serving.ask(address).text


def assert_headers(answer: Answer, frames: str = policy.FRAMES) -> None:
    wanted = {
        **policy.HEADERS,
        "Content-Security-Policy": f"{policy.CONTENT_SECURITY}; {frames}",
    }
    for name, value in wanted.items():
        assert answer.headers.get_all(name) == [value], (name, answer.status)


def test_every_answer_carries_the_headers_once(serving: Serving) -> None:
    for address in (
        "/", PAGE, f"{PAGE}index.html", "/van-ban/03-ct-hda-2008/", f"/{HASHED}", FEED,
        "/.may-chu/", PAGE.rstrip("/"),
    ):  # fmt: skip
        for coding in ("identity", "gzip"):
            answer = serving.ask(address, Accept_Encoding=coding)
            assert_headers(answer)
            assert len(answer.headers.get_all("Cache-Control", [])) == 1, address


def test_cards_may_stand_in_any_frame(serving: Serving) -> None:
    assert serving.ask(CARD).status == 200
    for address in (CARD, f"{CARD}index.html"):
        assert_headers(serving.ask(address), policy.FRAMES_OF_CARDS)


@pytest.mark.parametrize("address", ["/", PAGE, f"/{HASHED}", FEED, "/404.html"])
def test_compressed_files_are_sent_as_they_lie_there(serving: Serving, address: str) -> None:
    path = address[1:] + ("index.html" if address.endswith("/") else "")
    plain = serving.ask(address)
    small = serving.ask(address, Accept_Encoding="gzip, deflate")
    assert small.body == (serving.site / f"{path}.gz").read_bytes()
    assert gzip.decompress(small.body) == plain.body == (serving.site / path).read_bytes()
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Content-Type"] == plain.headers["Content-Type"]
    assert small.headers["Content-Language"] is None
    for answer in (plain, small):
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
    assert plain.headers["Content-Encoding"] is None
    refused = serving.ask(address, Accept_Encoding="gzip;q=0")
    assert (refused.headers["Content-Encoding"], refused.body) == (None, plain.body)


def test_brotli_is_sent_to_who_takes_it(serving: Serving) -> None:
    if serving.setting.server == "nginx" and not BROTLI_MODULE.exists():
        pytest.skip("nginx has no module for it")
    answer = serving.ask(PAGE, Accept_Encoding="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert answer.headers["Content-Language"] is None
    assert BROTLI.decompress(answer.body) == (serving.site / f"{PAGE[1:]}index.html").read_bytes()


def test_hashed_files_are_kept_and_others_asked_for_anew(serving: Serving) -> None:
    shard = next(p.name for p in (serving.site / "search").iterdir() if policy.is_hashed(at(p)))
    for address in (f"/{HASHED}", f"/search/{shard}"):
        for coding in ("identity", "gzip"):
            answer = serving.ask(address, Accept_Encoding=coding)
            assert answer.headers["Cache-Control"] == policy.CACHE_HASHED
    for address in ("/", PAGE, "/search/engine.js", FEED, GONE):
        assert serving.ask(address).headers["Cache-Control"] == policy.CACHE_OTHERS


def at(path: Path) -> str:
    return f"search/{path.name}"


def test_what_has_not_changed_is_not_sent_again(serving: Serving) -> None:
    for address in ("/", PAGE, f"/{HASHED}", FEED):
        for coding in ("identity", "gzip"):
            first = serving.ask(address, Accept_Encoding=coding)
            tag, moment = first.headers["ETag"], first.headers["Last-Modified"]
            for asked in ({"If_None_Match": tag}, {"If_Modified_Since": moment}):
                again = serving.ask(address, Accept_Encoding=coding, **asked)
                assert (again.status, again.body) == (304, b"")
                assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
            other = serving.ask(address, Accept_Encoding=coding, If_None_Match='"x"')
            assert other.status == 200


def test_the_plain_and_the_compressed_have_tags_of_their_own(serving: Serving) -> None:
    tags = {serving.ask(PAGE, Accept_Encoding=c).headers["ETag"] for c in ("identity", "gzip")}
    assert len(tags) == 2


def test_a_head_is_a_page_without_its_body(serving: Serving) -> None:
    for address in (PAGE, "/khong-co/", GONE, f"/{HASHED}"):
        get, head = serving.ask(address), serving.ask(address, "HEAD")
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers["Content-Length"] == get.headers["Content-Length"]
        assert_headers(head)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_nothing_can_be_sent(serving: Serving, method: str) -> None:
    for address in ("/", PAGE, FEED, "/khong-co/", GONE):
        answer = serving.ask(address, method, Content_Length="0")
        assert answer.status == 405, address
        allowed = set(", ".join(answer.headers.get_all("Allow", [])).split(", "))
        assert allowed in ({"GET", "HEAD"}, {"GET", "HEAD", "TRACE"})  # Apache adds what it must
        assert_headers(answer)


def test_files_have_their_types(serving: Serving) -> None:
    files = [p for p in serving.site.rglob("*.*") if FOLDER not in p.parts]
    found = {p.suffix[1:]: p for p in files if p.suffix[1:] in TYPES}
    assert {"html", "css", "js", "json", "svg", "csv", "bib", "ris", "xml"} <= set(found)
    for end, path in found.items():
        address = "/" + path.relative_to(serving.site).as_posix()
        answer = serving.ask(address, Accept_Encoding="gzip")
        kind, _, rest = answer.headers["Content-Type"].partition(";")
        assert kind == ("application/atom+xml" if address == FEED else TYPES[end]), address
        assert rest.strip().lower() == ("" if end == "png" else "charset=utf-8"), address
    assert serving.ask(FEED).headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert serving.ask("/sitemap.xml").headers["Content-Type"].startswith("application/xml")


def test_the_rest_of_the_host_is_left_alone(serving: Serving) -> None:
    if not serving.setting.inside:
        pytest.skip("the host is ours")
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=20)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read().decode("utf-8")) == (200, MARK)
    assert answer.headers["Content-Security-Policy"] is None
    connection.close()


@pytest.mark.parametrize("name", SERVERS)
def test_a_switch_is_seen_at_once(name: str, site: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        for part in ("server", "target"):
            (place / part).mkdir()
        old, new = (place / "target" / "releases" / name / "site" for name in ("mot", "hai"))
        shutil.copytree(site, old)
        shutil.copytree(site, new)
        for path in (new / "index.html", new / "van-ban" / "index.html"):
            path.write_text("bản mới", encoding="utf-8")
        (new / FOLDER / "apache-301.txt").write_text("/moi/ /\n", encoding="utf-8")
        switch(place / "target", "mot")
        with running(Setting(name), place / "server", place / "target") as serving:
            for live, expected in (("mot", False), ("hai", True), ("mot", False)):
                switch(place / "target", live)
                for address in ("/", "/van-ban/"):
                    assert (serving.ask(address).text == "bản mới") is expected
                if name == "apache2":
                    assert (serving.ask("/moi/").status == 301) is expected
