"""What is read out of pages, whatever they are."""

from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from angarium.sources.documents import MOST_URL, TITLE, Reading, decode, read

URL = "https://www.example.org/a/page"


def page(*metas: tuple[str, str], title: str = "") -> Reading:
    marks = "".join(f'<meta property="{name}" content="{content}">' for name, content in metas)
    return read(URL, f"<head><title>{title}</title>{marks}".encode())


def test_open_graph_goes_before_plain_titles() -> None:
    found = page(("og:title", "One"), ("og:image", "../b.jpg"), ("description", "  two\n words "), title="Three")
    assert (found.title, found.description, found.site_name) == ("One", "two words", "Example")
    assert found.image == "https://www.example.org/b.jpg" and found.kind == "article"
    assert page(title="Three").title == "Three" and page().is_empty


def test_players_are_embedded_only_when_they_are_safe() -> None:
    film = page(("og:video:url", "https://player.example.org/1"), ("og:video:width", "640"), ("og:video:height", "360"))
    assert (film.kind, film.embed_width, film.embed_height, film.embed_type) == ("video", 640, 360, "text/html")
    assert page(("og:video:url", "http://player.example.org/1")).embed_url == ""
    assert page(("og:image", "javascript:alert(1)")).image == page(("og:image", "data:image/png,x")).image == ""


def test_bytes_become_text() -> None:
    assert decode("ä".encode("latin-1"), "latin-1") == "ä"
    assert decode(b'<meta charset="windows-1251">\xcf', "").endswith("П")
    assert decode("ä".encode("utf-16"), "") == "ä" and decode(b"\xff", "no-such") == "�"
    assert decode(b"ab", "zlib") == "ab"


def test_long_texts_are_cut() -> None:
    assert len(page(("og:title", "x" * 5000)).title) == TITLE
    assert page(("og:image", "/" + "x" * 3000)).image == ""


_WORDS = st.sampled_from(
    ["<", ">", "<meta ", "property=", '"', "'", "og:title", "og:image", "content=", "<title>", "</title>", "http://", "//[", "\0",
     "<base href=", "&#0;", "&amp;", "<!--", "-->", "<svg>", "<template>", "]]>", "\udcff", "utf-16", "charset="]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_WORDS | st.text(max_size=6), max_size=60),
    st.binary(max_size=80),
    st.sampled_from(["", "utf-8", "x", "idna"]),
)
def test_no_page_breaks_the_reader(words: list[str], rest: bytes, charset: str) -> None:
    found = read(URL, "".join(words).encode("utf-8", "surrogatepass") + rest, charset)
    for link in (found.image, found.embed_url):
        assert not link or (urlsplit(link).scheme in ("http", "https") and len(link) <= MOST_URL + len(URL))
    assert len(found.title) <= TITLE and "\n" not in found.description
