"""Letters of the cast, as mails."""

from __future__ import annotations

from email.message import EmailMessage

MAREN = "maren.oduya@lakemail.example"
MAREN_SUBJECT = "Two hours at Pier Street in the rain, and a form letter"
MAREN_LETTER = """\
Good morning,

On Saturday I took my two children, six and nine, to see the fireworks. We reached the Pier Street \
stop at 22:35. Three full buses of line 7 went past us without stopping, and we got home at 00:50, soaked.

Why were there no extra buses, when the fireworks have been on your own calendar since March?

In the end we took a taxi, and it cost 41.50. Please tell me how I can have it refunded.

I would rather you did not thank me for my feedback.

Maren Oduya
"""


def mail(
    *,
    sender: str = MAREN,
    name: str = "Maren Oduya",
    subject: str,
    text: str,
    message_id: str,
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"] = f"{name} <{sender}>"
    message["To"] = headers.pop("to", "transit@portlumen.example")
    message["Subject"] = subject
    message["Date"] = "Sun, 13 Jul 2025 08:12:00 +0200"
    message["Message-ID"] = f"<{message_id}>"
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def maren_writes(message_id: str = "maren-1@lakemail.example") -> bytes:
    return mail(
        subject=MAREN_SUBJECT,
        text=MAREN_LETTER,
        message_id=message_id,
    )
