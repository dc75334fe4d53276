"""The file store: bytes kept once, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from tests.cast import LATER_THAT_DAY, MORNING

from presszero.ground.files import path_of, store_file
from presszero.ground.models import StoredFile

pytestmark = pytest.mark.django_db


def kept() -> list[Path]:
    return [path for path in (settings.PRESSZERO.home / "files").rglob("*") if path.is_file()]


@tries(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=200), max_size=5))
def test_what_is_read_back_is_what_was_given(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    stored = store_file(chunks, at=MORNING)
    assert stored.digest == hashlib.sha256(whole).hexdigest()
    assert stored.size_bytes == len(whole)
    assert path_of(stored.digest).read_bytes() == whole


def test_same_bytes_are_kept_once_however_they_were_cut() -> None:
    before = len(kept())
    first = store_file([b"a photo of ", b"the receipt"], at=MORNING)
    again = store_file([b"a photo of the receipt"], at=LATER_THAT_DAY)
    assert again == first
    assert again.stored_at == MORNING
    assert len(kept()) == before + 1
    assert StoredFile.objects.count() == 1


def test_upload_that_breaks_off_leaves_nothing() -> None:
    def breaks_off() -> Iterator[bytes]:
        yield b"half of "
        raise ConnectionResetError

    before = kept()
    with pytest.raises(ConnectionResetError):
        store_file(breaks_off(), at=MORNING)
    assert kept() == before
    assert not StoredFile.objects.exists()


def test_bytes_are_for_us_alone_on_the_disk() -> None:
    stored = store_file([b"a photo"], at=MORNING)
    assert path_of(stored.digest).stat().st_mode & 0o077 == 0
