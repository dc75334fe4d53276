"""What a relay that we named wrote about a mail's sender (Authentication-Results, RFC 8601)."""

import re

from presszero.channels.email.alignment import is_aligned

MOST_CHARACTERS = 8_000
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)


def relay_verdict(received: list[str], trusted: set[str], from_domain: str) -> str | None:
    """Return a sentence when the relay's own, topmost header proves the domain, else None.

    received: Authentication-Results values from the top down. Only the first counts: what lies under it may
    have come with the mail. trusted: authserv-ids named in the settings.
    """
    if not received or not trusted:
        return None
    authserv_id, results = _parsed(received[0][:MOST_CHARACTERS])
    if authserv_id not in {one.lower() for one in trusted}:
        return None
    proving = [words for words in results if _proves(words, from_domain)]
    contradicted = any(words[0].startswith("dmarc=") and words[0] != "dmarc=pass" for words in results)
    if not proving or contradicted:
        return None
    return f"The relay {authserv_id} found {proving[0][0]} for {from_domain}."


def _parsed(value: str) -> tuple[str, list[list[str]]]:
    # A quoted value may hold a ";" a sender put there; a comment may hold anything. Neither is a result.
    bare = _without_comments(_QUOTED.sub("quoted", value)).lower()
    first, *others = bare.split(";")
    words = [re.sub(r"\s*=\s*", "=", piece).split() for piece in others]
    return next(iter(first.split()), ""), [one for one in words if one]


def _without_comments(value: str) -> str:
    kept, depth = [], 0
    for one in value:
        depth += (one == "(") - (one == ")" and depth > 0)
        if depth == 0 and one != ")":
            kept.append(one)
    return "".join(kept)


def _proves(words: list[str], from_domain: str) -> bool:
    said = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    if words[0] == "dmarc=pass":
        return said.get("header.from", "") == from_domain
    signer = said.get("header.d") or said.get("header.i", "").rpartition("@")[2]
    return words[0] == "dkim=pass" and is_aligned(signer, from_domain)
