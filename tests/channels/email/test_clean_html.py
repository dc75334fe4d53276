"""A stranger's HTML: nothing of it runs, asks a server or leaves its frame."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presszero.channels.email.sanitising import clean_html, framed_document, html_to_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=href values=javascript:alert(1)></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='cid:a@b'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=https://evil.example><input name=q><button>go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x)</style>",
    "<style>@import/**/'https://evil.example/x'</style><p>x",
    "<p style='background:url(https://evil.example/x)'>x</p>",
    "<p style=\"background:\\75rl(https://evil.example/x)\">x</p>",
    "<img src=https://evil.example/pixel.gif>",
    "<img src=//evil.example/pixel.gif>",
    "<img src='cid:unknown'>",
    "<img srcset='https://evil.example/x 1x'>",
    "<picture><source srcset=https://evil.example/x></picture>",
    "<video poster=https://evil.example/x src=https://evil.example/y></video>",
    "<body background=https://evil.example/x>",
    "<table background=https://evil.example/x><tr><td>x",
    "<input type=image src=https://evil.example/x>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<p id=x name=y class=z>x</p>",
    "<object data=https://evil.example/x></object><embed src=https://evil.example/x>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<title></title><script>alert(1)</script>",
]  # fmt: skip
FORBIDDEN = re.compile(
    r"<(?:script|style|svg|math|iframe|form|input|button|meta|base|link|object|embed|video|source|picture)\b"
    r"|<[^>]*\s(?:on\w+|style|id|class|name|srcset|background|poster)\s*=|<img[^>]*src|evil\.example|javascript:.*href",
    re.IGNORECASE,
)


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_markup_is_gone(html):
    clean = clean_html(html, {})
    assert not FORBIDDEN.search(clean), clean
    assert 'href="' not in clean


def test_picture_of_the_mail_itself_gets_our_address():
    assert (
        clean_html("<img src='CID:logo@x' alt=Logo>", {"logo@x": "/files/7"})
        == '<img src="/files/7" alt="Logo">'
    )


def test_link_is_kept_and_opens_outside_without_telling_where_from():
    clean = clean_html("<a href='https://lake.example/a?b=1&c=2' target=_self rel=opener>x</a>", {})
    assert 'href="https://lake.example/a?b=1&amp;c=2"' in clean
    assert 'rel="noopener noreferrer nofollow"' in clean
    assert 'target="_blank"' in clean


@pytest.mark.parametrize("link", ["mailto:a@b.example", "tel:+33123", "http://x.example"])
def test_other_plain_links_are_kept(link):
    assert f'href="{link}"' in clean_html(f"<a href='{link}'>x</a>", {})


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*HOSTILE, "<p>", "</p>", "'", '"', ">", "<!--", "-->", "</style>", "<b>", "\x00", "&lt;"]
        ),
        max_size=8,
    )
)
def test_any_mixture_of_hostile_markup_is_gone(pieces):
    assert not re.search(
        r"<(?:script|style|svg|iframe|form|meta)\b|<[^>]*\son\w+=[^>]*>|<img[^>]*src=",
        clean_html("".join(pieces), {}),
    )


def test_document_for_the_frame_allows_nothing_by_default():
    document = framed_document("<p>hello</p>")
    assert "default-src &#x27;none&#x27;" in document
    assert "sha256-" in document and "script-src" not in document
    assert "<body><p>hello</p></body>" in document


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("a&nbsp;&amp;&lt;b&gt;", "a &<b>"),
        ("<ul><li>bus<li>tram</ul>", "- bus\n- tram"),
        ("<blockquote>old<blockquote>older</blockquote></blockquote>new", "> old\n>> older\nnew"),
        ("<head><title>t</title></head><style>x</style><!-- c -->words<script>y</script>", "words"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("&#99999999999999999999;x", "\ufffdx"),
    ],
)
def test_words_are_taken_out_of_html(html, text):
    assert html_to_text(html) == text
