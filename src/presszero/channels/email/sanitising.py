"""A stranger's HTML made harmless: for the sandboxed frame, and as plain text."""

import base64
import hashlib
import html as markup
import re
from collections.abc import Mapping

import nh3

MOST_HTML_CHARACTERS = 1_000_000
MOST_TEXT_CHARACTERS = 1_000_000
MOST_QUOTE_DEPTH = 20

SHOWN_TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
REMOVED_WITH_CONTENT = frozenset(
    [
        "script",
        "style",
        "title",
        "svg",
        "math",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "select",
        "textarea",
        "audio",
        "video",
    ]
)
SHOWN_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "valign"},
    "th": {"colspan", "rowspan", "valign", "scope"},
    "ol": {"start"},
}
FOLLOWED_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]", re.IGNORECASE)

FRAME_STYLE = (
    "body{margin:0;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere;color-scheme:light dark}"
    "img{max-width:100%;height:auto}pre{white-space:pre-wrap}table{max-width:100%}"
    "blockquote{margin:0 0 0 .5em;padding-left:.75em;border-left:2px solid GrayText}"
)


def clean_html(html: str, cid_urls: Mapping[str, str]) -> str:
    """Return the HTML with nothing left that runs, asks a server or leaves its frame.

    cid_urls: Content-ID (without brackets) → the address of that picture of ours. Any other picture loses
    its source. Styles, classes and ids are dropped: style sheets are where mail trackers and disguises live.
    Work on hostile nesting grows faster than its size: call it through BoundedReader.clean_html.
    """

    def kept_value(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return _picture_url(value, cid_urls)
        if attribute == "href":
            return value if FOLLOWED_LINK.match(value.strip()) else None
        return value

    return nh3.clean(
        html[:MOST_HTML_CHARACTERS],
        tags=set(SHOWN_TAGS),
        clean_content_tags=set(REMOVED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in SHOWN_ATTRIBUTES.items()},
        attribute_filter=kept_value,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        strip_comments=True,
    )


def _picture_url(source: str, cid_urls: Mapping[str, str]) -> str | None:
    scheme, _, content_id = source.strip().partition(":")
    return cid_urls.get(content_id.strip("<>")) if scheme.lower() == "cid" else None


def framed_document(clean: str, *, picture_sources: str = "'self' data:") -> str:
    """Return the whole document for the sandboxed frame around `clean`, what clean_html returned.

    picture_sources: the CSP sources of pictures; name the attachments' own origin when it has one, since
    'self' means nothing inside a frame that is sandboxed without an origin.
    The frame's sandbox attribute may hold allow-popups (for links) and nothing else.
    """
    policy = (
        f"default-src 'none'; img-src {picture_sources}; style-src 'sha256-{_style_digest()}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{markup.escape(policy)}">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>Message</title><style>{FRAME_STYLE}</style></head><body>{clean}</body></html>"
    )


def _style_digest() -> str:
    return base64.b64encode(hashlib.sha256(FRAME_STYLE.encode()).digest()).decode()


_LAID_OUT = frozenset(
    [
        "br",
        "p",
        "div",
        "blockquote",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ul",
        "ol",
        "table",
        "pre",
        "dt",
        "dd",
    ]
)
_TAG = re.compile(r"<(/?)([a-z0-9]{1,12})[^>]*>")


def html_to_text(html: str) -> str:
    """Return the words of an HTML mail as plain text: lines kept, quotations marked with ">", at most a million.

    Well-formed markup comes from the sanitiser first, so that what a browser would not show as text
    (scripts, styles, comments) is not read as the customer's words.
    """
    tidy = nh3.clean(
        html[:MOST_HTML_CHARACTERS],
        tags=set(_LAID_OUT),
        clean_content_tags=set(REMOVED_WITH_CONTENT),
        attributes={},
        strip_comments=True,
    )
    return _laid_out(tidy)[:MOST_TEXT_CHARACTERS]


def _laid_out(tidy: str) -> str:
    page = _Page()
    at = 0
    for tag in _TAG.finditer(tidy):
        page.words(tidy[at : tag.start()])
        page.tag(tag[2], closing=bool(tag[1]))
        at = tag.end()
    page.words(tidy[at:])
    return page.text()


class _Page:
    """Plain lines as they are laid out from tags and words."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.kept_spaces = 0

    def words(self, piece: str) -> None:
        if not piece:
            return
        spoken = markup.unescape(piece).replace("\xa0", " ")
        if not self.kept_spaces:
            self.line.append(re.sub(r"\s+", " ", spoken))
            return
        first, *others = spoken.split("\n")
        self.line.append(first)
        for other in others:
            self._end_line()
            self.line.append(other)

    def tag(self, name: str, *, closing: bool) -> None:
        if name == "br":
            self._end_line()
        elif name in ("td", "th"):
            self.line.append(" ")
        else:
            self._block(name, closing)

    def _block(self, name: str, closing: bool) -> None:
        if "".join(self.line).strip():
            self._end_line()
        self.line = []
        step = -1 if closing else 1
        if name == "blockquote":
            self.depth = max(0, self.depth + step)
        elif name == "pre":
            self.kept_spaces = max(0, self.kept_spaces + step)
        elif name == "li" and not closing:
            self.line.append("- ")
        if name in ("p", "ul", "ol", "table") or name.startswith("h"):
            self._gap()

    def _gap(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self._end_line()

    def _end_line(self) -> None:
        quoted = ">" * min(self.depth, MOST_QUOTE_DEPTH)
        written = "".join(self.line)
        written = written.rstrip() if self.kept_spaces else written.strip()
        self.lines.append(f"{quoted} {written}".strip() if quoted else written)
        self.line = []

    def text(self) -> str:
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()
