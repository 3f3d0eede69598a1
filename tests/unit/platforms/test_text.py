"""From a platform's markup to plain lines."""

import unicodedata
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from backend.platforms.reading.text import line_of, lines_of

TAGS = st.sampled_from(
    ["p", "div", "li", "a", "b", "script", "style", "td", "br", "debug_sql", "svg", "xhtml:p"]
)
HREFS = st.sampled_from(
    [
        "https://shop.example/get?a=1&b=2",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "https://bank.example@evil.example",
        "//evil.example",
    ]
)
CHARACTERS = st.characters(
    codec="utf-8", exclude_characters=[chr(n) for n in range(32) if n not in (9, 10, 13)]
).filter(lambda char: char not in "\ufffe\uffff")
WORDS = st.one_of(
    st.text(CHARACTERS, max_size=8), st.sampled_from(["<", "&nbsp;", "\u202e", "]]>"])
)


def element(markup: str) -> etree._Element:
    """A field with this content."""
    return etree.fromstring(f"<field xmlns:xhtml='http://www.w3.org/1999/xhtml'>{markup}</field>")


def escaped(markup: str) -> etree._Element:
    """A field with this content escaped into text."""
    field = etree.Element("field")
    field.text = markup
    return field


@st.composite
def _marked_up(draw: st.DrawFn, depth: int = 3) -> str:
    """Well-formed markup."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag, href = draw(TAGS), draw(HREFS)
            inner = draw(_marked_up(depth - 1))
            parts.append(f"<{tag} href='{escape(href)}' key='1'>{inner}</{tag}>")
        else:
            parts.append(escape(draw(WORDS)))
    return "".join(parts)


def check_plain(text: str, limit: int) -> None:
    """What every reduced text is, whatever it came from."""
    assert len(text) <= limit
    for line in text.split("\n"):
        assert line.strip() == line
        for char in line:
            assert char == "\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs")
    assert "\n\n" not in text


@given(_marked_up())
def test_markup_of_any_kind_becomes_plain_lines(markup: str) -> None:
    check_plain(lines_of(element(markup), 300), 300)
    check_plain(lines_of(escaped(markup), 300), 300)
    line = line_of(element(markup), 40)
    check_plain(line, 40)
    assert "\n" not in line


@given(st.lists(st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=20))
def test_broken_markup_becomes_plain_lines(pieces: list[str]) -> None:
    check_plain(lines_of(escaped("".join(pieces)), 300), 300)


@given(st.text(CHARACTERS.filter(lambda char: char not in "<&")))
def test_both_ways_of_marking_up_read_alike(words: str) -> None:
    markup = f"<p>{words}</p><ul><li>{words}</li></ul>"
    assert lines_of(element(escape(markup).replace("&lt;", "<").replace("&gt;", ">")), 5000) == (
        lines_of(escaped(markup), 5000)
    )


@given(HREFS, st.booleans())
def test_only_addresses_that_may_be_shown_are_shown(href: str, is_escaped: bool) -> None:
    markup = f"<a href='{escape(href)}'>Скачать</a>"
    text = lines_of(escaped(markup) if is_escaped else element(markup), 300)
    safe = href.startswith("https://shop.example/")
    assert text == (f"Скачать ({href})" if safe else "Скачать")


CASES = [
    ("<p>Первый</p><p>Второй</p>", "Первый\nВторой"),
    ("<ul><li>Раз</li><li><b>Два</b>!</li></ul>", "• Раз\n• Два!"),
    ("<ul><li><p>Раз</p></li></ul>", "Раз"),
    ("До<br/>после<hr/>", "До\nпосле"),
    ("<table><tr><td>Ключ</td><td>A-1</td></tr><tr><td>Ещё</td></tr></table>", "Ключ A-1\nЕщё"),
    ("Слово <i>сло</i>во\n   и\t ещё", "Слово слово и ещё"),
    ("<h1>Имя</h1>текст", "Имя\nтекст"),
    ("<script>alert(1)</script>Да<style>p {}</style>!", "Да!"),
    ("<svg><script>x</script><a href='https://a.example'>y</a></svg>Да", "Да"),
    ("<debug_sql>select <b>1</b></debug_sql>Да<debug>x</debug>", "Да"),
    ("<iframe src='https://a.example'/>Да", "Да"),
    ("<a href='https://a.example/x'>https://a.example/x</a>", "https://a.example/x"),
    ("<a href='https://a.example/x'/>", "(https://a.example/x)"),
    ("<a href='https://a.example'>раз<p>два</p>три</a>", "раз\nдва\nтри (https://a.example)"),
    ("<A HREF='https://a.example'>x</A>".lower(), "x (https://a.example)"),
    ("<p>&#x202E;зад&#x200B;ом &#xFEFF;&#xAD;</p>", "задом"),
    ("", ""),
    ("<p> </p><ul><li/></ul>", ""),
]


@pytest.mark.parametrize(("markup", "text"), CASES)
def test_elements(markup: str, text: str) -> None:
    assert lines_of(element(markup), 300) == text


@pytest.mark.parametrize(("markup", "text"), CASES)
def test_the_same_escaped(markup: str, text: str) -> None:
    assert lines_of(escaped(markup), 300) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Ключ: A-1\nСервер: b\n\n  в  ", "Ключ: A-1\nСервер: b\nв"),
        # Without a tag it is text as it stands: a key may well look like an entity.
        ("A&copy1&lt;B < C", "A&copy1&lt;B < C"),
        ("<p>A&nbsp;&amp;&nbsp;B &lt;script&gt;</p>", "A & B <script>"),
        ("<P CLASS=x>Раз<P>Два<BR>Три", "Раз\nДва\nТри"),
        (
            "<a class='y' HREF = https://a.example/?x=1&amp;y=2>x</a>",
            "x (https://a.example/?x=1&y=2)",
        ),
        ("<a data-href='https://a.example'>x</a>", "x"),
        ("<p>Да<!-- <script> -->!<!-- нет", "Да!"),
        ("<p>Да<script>if (a < b) alert('</b>')", "Да"),
        ("<p>Да</script></p></a></li>!", "Да\n!"),
        ("<p>1 < 2 > 0</p>", "1 < 2 > 0"),
        ("<p>&#0;&#1;&#x1b;[31m!</p>", "\ufffd[31m!"),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert lines_of(escaped(markup), 300) == text


def test_what_is_too_long_is_cut() -> None:
    assert lines_of(escaped("слово " * 10), 14) == "слово слово с…"
    assert line_of(escaped("раз\nдва\nтри"), 8) == "раз два…"


@pytest.mark.parametrize(
    "piece", ["<a", "<p>", "<!--", "&amp;", " a=b", "<a href='", "<script>", "</script>", "<a href"]
)
def test_a_megabyte_of_anything_is_read(piece: str) -> None:
    """In time that grows with its length; else this would not end before the tests' timeout."""
    text = "<p>" + piece * (1_000_000 // len(piece)) + "<b>"
    check_plain(lines_of(escaped(text), 100), 100)
