"""What is printed, as text; what servers make of it is in `test_answers`."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from itertools import product
from pathlib import Path

import pytest

from generator import policy
from generator.messages import Problem
from generator.render.servers import FOLDER, INSIDE, KINDS, Host, configuration, host
from generator.render.servers.configurations import TEXTS, TYPES
from generator.views.addresses import FEED

GOLDEN = Path(__file__).parent / "golden"
HOST = Host(base="/kho/so-tay", name="kho.example", port=8080)
PRINTED = [(kind, False) for kind in KINDS] + [(kind, True) for kind in INSIDE]


@pytest.mark.parametrize(("kind", "inside"), PRINTED)
def test_what_is_printed(kind: str, inside: bool, request: pytest.FixtureRequest) -> None:
    folder = GOLDEN / (f"{kind}-inside" if inside else kind)
    files = configuration(kind, HOST, inside=inside)
    if request.config.getoption("--update-golden"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    assert files == {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_what_a_host_is_taken_from() -> None:
    assert host(None, "/srv/a", None, None) == Host("/srv/a")
    assert host("https://kho.example/so-tay/", "/srv/a/", None, None) == Host(
        "/srv/a", "/so-tay", "kho.example", 80
    )
    assert host("http://Kho.example:8080/", "/a", None, None) == Host("/a", "", "kho.example", 8080)
    assert host("https://kho.example:8443/", "/a", None, None).port == 80
    assert host("http://kho.example/a/", "/a", "/b/c/", "10.0.0.7:81") == Host(
        "/a", "/b/c", "10.0.0.7", 81
    )
    assert host("http://kho.example/a/", "/a", "/", None).base == ""


HOSTILE = [
    "a b", "a;b", "a{b", "a}b", "a$b", "${HOME}", "a`b`", 'a"b', "a'b", "a\\b", "a\nb", "a#b",
    "a%b", "a*b", "a?b", "a|b", "a&b", "<a>", "a,b", "kho.ví-dụ", ".a", "a/../b", "a//b", "~(",
    "a:b",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_not_plain_is_refused(hostile: str) -> None:
    for target, base, name, saying in (
        (f"/srv/{hostile}", "/", "kho.example", "server-target"),
        (hostile, "/", "kho.example", "server-target"),
        ("/srv", f"/so/{hostile}x", "kho.example", "server-base"),
        ("/srv", "/", f"{hostile}.", "server-name"),
        ("/srv", "/", f"kho.{hostile}:", "server-name"),
    ):
        with pytest.raises(Problem) as refused:
            host(None, target, base, name)
        assert refused.value.saying == saying


@pytest.mark.parametrize(
    "url",
    [
        "http://kho.example;return 200/", "http://a:b@kho.example/", "http://kho.example:99999/",
        "http://kho.example:/", "http://kho.example/a b/", "http://kho.example/%2e%2e/",
        "http://kho.example/so-tay\n}/", "http://kho_a.example/", "http://-a.example/",
        "http://[::1]/", "http://[/", "http://a\u2100b/",
    ],
)  # fmt: skip
def test_a_site_url_that_is_not_plain_is_refused(url: str) -> None:
    with pytest.raises(Problem) as refused:
        host(url, "/srv", None, None)
    assert refused.value.saying in {"server-name", "server-base"}


def test_the_policy_means_nothing_in_the_syntax_of_a_server() -> None:
    values = [policy.CONTENT_SECURITY, policy.FRAMES, policy.FRAMES_OF_CARDS, policy.CACHE_HASHED]
    values += [policy.CACHE_OTHERS, *policy.HEADERS, *policy.HEADERS.values()]
    for value in values:
        assert re.fullmatch(r"[^\"\\$`{}<>\r\n%#]+", value)
    assert not set('"`#<>$% \n') & set(policy.HASHED)


@pytest.mark.parametrize(("kind", "inside"), PRINTED)
def test_every_server_says_the_whole_policy(kind: str, inside: bool) -> None:
    if kind == "systemd":
        pytest.skip("it serves nothing")
    text = "".join(configuration(kind, HOST, inside=inside).values()).replace("&#39;", "'")
    values = (policy.CONTENT_SECURITY, policy.FRAMES, policy.FRAMES_OF_CARDS, policy.HASHED)
    cache = (policy.CACHE_HASHED, policy.CACHE_OTHERS)
    for word in (*policy.HEADERS, *policy.HEADERS.values(), *values, *cache):
        assert word in text


def test_no_template_repeats_what_the_policy_says() -> None:
    templates = Path(configuration.__code__.co_filename).parent / "templates"
    said = [*policy.HEADERS, "max-age", "no-cache", "default-src", "frame-ancestors", "[0-9a-f]"]
    for template, word in product(sorted(templates.iterdir()), said):
        assert word not in template.read_text("utf-8"), template


def test_the_web_config_is_xml_that_says_all() -> None:
    (text,) = configuration("iis", HOST).values()
    root = ET.fromstring(text)
    server = root.find("system.webServer")
    assert server is not None
    headers = {
        add.attrib["name"]: add.attrib["value"] for add in server.iterfind(".//customHeaders/add")
    }
    assert headers == {
        **policy.HEADERS,
        "Content-Security-Policy": f"{policy.CONTENT_SECURITY}; {policy.FRAMES}",
    }
    types = {
        found.attrib["fileExtension"]: found.attrib["mimeType"]
        for found in server.iterfind("staticContent/mimeMap")
    }
    assert types == {
        f".{end}": f"{kind}; charset=utf-8" if end in TEXTS else kind for end, kind in TYPES.items()
    }
    hidden = [found.attrib["segment"] for found in server.iterfind(".//hiddenSegments/add")]
    assert FOLDER in hidden
    maps = server.find("rewrite/rewriteMaps")
    assert maps is not None
    assert maps.attrib["configSource"] == f"{FOLDER}\\iis.config"
    rules = [rule.attrib["input"] for rule in server.iterfind("rewrite/rules//add")]
    assert rules == ["{sotay-301:{R:1}}", "{sotay-302:{R:1}}"]
    cached = {
        rule.attrib["name"]: [add.attrib["pattern"] for add in rule.iter("add")]
        for rule in server.iterfind("rewrite/outboundRules/rule")
    }
    assert re.search(cached["sotay-hashed"][0], "/so-tay/assets/sotay/sotay.1a2b3c4d.css")
    assert not re.search(cached["sotay-hashed"][0], "/so-tay/assets/sotay/sotay.css")
    assert re.search(cached["sotay-cards"][0], "/so-tay/van-ban/x/the/")
    assert [place.attrib["path"] for place in root.iter("location")] == [FEED]
