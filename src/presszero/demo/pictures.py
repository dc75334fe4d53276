"""Pictures that customers of the demo send: drawn here, from a name alone, so that nobody's photo is carried."""

from __future__ import annotations

import random
import struct
import zlib

WIDTH, HEIGHT = 320, 200


def picture(name: str) -> bytes:
    """Return a PNG, always the same for a name: a sky by night over water, with lights."""
    chance = random.Random(name)  # noqa: S311 - a drawing, not a secret
    horizon = chance.randint(90, 130)
    lights = [
        (chance.randrange(WIDTH), chance.randrange(10, HEIGHT - 20), chance.randint(2, 9)) for _ in range(14)
    ]
    tint = (chance.randint(150, 255), chance.randint(140, 230), chance.randint(60, 200))
    rows = b"".join(b"\x00" + _row(y, horizon, lights, tint) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int, horizon: int, lights: list[tuple[int, int, int]], tint: tuple[int, int, int]) -> bytes:
    ground = (14, 22 + y // 12, 44 + y // 4) if y < horizon else (18, 34, 52 + (y - horizon) // 3)
    near = [light for light in lights if abs(light[1] - y) <= light[2]]
    row = bytearray(bytes(ground) * WIDTH)
    for x, height, size in near:
        reach = int((size**2 - (height - y) ** 2) ** 0.5)
        start, end = max(0, x - reach), min(WIDTH, x + reach + 1)
        row[3 * start : 3 * end] = bytes(tint) * (end - start)
    return bytes(row)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
