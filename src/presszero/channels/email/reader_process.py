"""Strangers' mail is read in a process of its own, with an end to what it may use.

One child is started at the first mail, stopped when idle, and started again after a death. It has no
database, no secrets in its environment and no more CPU and memory than its limits say; a mail that ends it
twice is answered with Unreadable, and the mails after it are read as if nothing had been.

The pipe carries frames: four bytes of length, JSON of that length, then the blobs whose sizes the JSON lists.
"""

import json
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from presszero.channels.email import proof
from presszero.channels.email.reading import ReadAttachment, ReadMail, read_mail
from presszero.channels.email.resolving import KnownKeys, Resolver, keys_within

MEGABYTE = 1024 * 1024
MOST_FRAME_BYTES = 1024 * MEGABYTE
TRIES = 2
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Limits:
    """What the reading of one mail may use: CPU seconds, address space, wall clock; and how long to stay when idle."""

    cpu_seconds: int = 10
    memory_megabytes: int = 512
    wall_seconds: float = 30.0
    idle_seconds: float = 60.0


@dataclass(frozen=True)
class Unreadable:
    """A mail that could not be read within the limits. reason: a sentence for the quarantine, with the figure."""

    reason: str


class ReaderDied(Exception):
    """The child ended while it read. of_this_mail: the same mail would end the next one too."""

    def __init__(self, words: str, *, of_this_mail: bool = False) -> None:
        super().__init__(words)
        self.of_this_mail = of_this_mail


class BoundedReader:
    """Reads, proves and cleans mails in a bounded child. Safe to share between threads; one mail at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None

    def read(self, raw: bytes) -> ReadMail | Unreadable:
        """Return what reading.read_mail reads in `raw`, or why it could not within the limits."""
        answer = self._ask({"task": "read"}, [raw])
        return answer if isinstance(answer, Unreadable) else _mail_from(*answer)

    def clean_html(self, html: str, cid_urls: Mapping[str, str]) -> str | Unreadable:
        """Return what sanitising.clean_html makes of `html`, or why it could not within the limits."""
        answer = self._ask({"task": "clean", "cid_urls": dict(cid_urls)}, [html.encode("utf-8", "replace")])
        return answer if isinstance(answer, Unreadable) else answer[1][0].decode()

    def prove(
        self,
        raw: bytes,
        from_domain: str,
        *,
        resolver: Resolver,
        trusted_authserv_ids: Iterable[str] = (),
        received_authentication_results: Iterable[str] = (),
    ) -> proof.Proof:
        """Return what proof.prove_sender finds. The keys are fetched here; the mail is walked in the child."""
        names = proof.key_names(raw, from_domain)
        question = {
            "task": "prove",
            "from_domain": from_domain,
            "keys": {
                name: [key.decode("latin-1") for key in found] for name, found in keys_within(resolver, names)
            },
            "trusted": list(trusted_authserv_ids),
            "results": list(received_authentication_results),
        }
        answer = self._ask(question, [raw])
        if isinstance(answer, Unreadable):
            return proof.Proof(False, "none", answer.reason)
        return proof.Proof(**answer[0]["proof"])

    def stop(self) -> None:
        """End the child; the next mail starts another."""
        with self._lock:
            self._end_child()

    def process_id(self) -> int | None:
        """Return the child's process id, None while there is none."""
        child = self._child
        return child.pid if child and child.poll() is None else None

    def _ask(
        self, question: dict[str, Any], blobs: list[bytes]
    ) -> tuple[dict[str, Any], list[bytes]] | Unreadable:
        with self._lock:
            for last in (False, True):
                try:
                    answer = self._asked_once(question, blobs)
                    break
                except ReaderDied as death:
                    self._end_child()
                    if last or death.of_this_mail:
                        return Unreadable(str(death))
            self._stop_when_idle()
        failed = answer[0].get("failed")
        return (
            Unreadable(f"The mail made the reader fail ({failed}); this is a fault of ours to mend.")
            if failed
            else answer
        )

    def _asked_once(self, question: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        child = self._running_child()
        late = threading.Event()
        watch = threading.Timer(self.limits.wall_seconds, _end_late, [child, late])
        watch.daemon = True
        watch.start()
        try:
            assert child.stdin and child.stdout
            _write_frame(child.stdin, question, blobs)
            return self._unless_out_of_memory(_read_frame(child.stdout))
        except (OSError, EOFError, ValueError) as broken:
            raise self._death(child, late.is_set()) from broken
        finally:
            watch.cancel()

    def _unless_out_of_memory(
        self, answer: tuple[dict[str, Any], list[bytes]]
    ) -> tuple[dict[str, Any], list[bytes]]:
        if answer[0].get("out_of_memory"):
            raise ReaderDied(self._memory_words())
        return answer

    def _death(self, child: subprocess.Popen[bytes], late: bool) -> ReaderDied:
        """Processor time is the mail's own doing; a second try would hold up all others as long again."""
        words = self._cause(child, late)
        return ReaderDied(words, of_this_mail=not late and child.returncode == -signal.SIGXCPU)

    def _cause(self, child: subprocess.Popen[bytes], late: bool) -> str:
        code = _ended_within(child, 10)
        if late:
            return f"Reading took longer than {self.limits.wall_seconds:g} seconds."
        if code == -signal.SIGXCPU:
            return f"Reading needed more than {self.limits.cpu_seconds} seconds of processor time."
        if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
            return f"{self._memory_words()[:-1]} or broke the reader (signal {-code})."
        return f"The reading process ended with code {code}."

    def _memory_words(self) -> str:
        return f"Reading needed more than {self.limits.memory_megabytes} MB of memory."

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._idle:
            self._idle.cancel()
        if self._child is None or self._child.poll() is not None:
            self._end_child()
            self._child = _started(self.limits)
        return self._child

    def _stop_when_idle(self) -> None:
        child = self._child
        self._idle = threading.Timer(self.limits.idle_seconds, self._stop_if_same, [child])
        self._idle.daemon = True
        self._idle.start()

    def _stop_if_same(self, child: subprocess.Popen[bytes] | None) -> None:
        with self._lock:
            if child is self._child and threading.current_thread() is self._idle:
                self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if self._idle:
            self._idle.cancel()
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                _closed_quietly(pipe)


def _end_late(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _closed_quietly(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # the dead child's pipe still held a few bytes; they are meant for nobody now
        return


def _ended_within(child: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-s", "-P", "-m", "presszero.channels.email.reader_process"]
    figures = [str(limits.cpu_seconds), str(limits.memory_megabytes)]
    # Nothing of our environment goes along: it holds the database's address and secrets.
    return subprocess.Popen(
        [*program, *figures],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback would carry a customer's words into the logs
        cwd="/",
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        start_new_session=True,
    )


def _write_frame(pipe: IO[bytes], words: dict[str, Any], blobs: list[bytes]) -> None:
    head = json.dumps({**words, "sizes": [len(blob) for blob in blobs]}).encode()
    pipe.write(_LENGTH.pack(len(head)) + head)
    for blob in blobs:
        pipe.write(blob)
    pipe.flush()


def _read_frame(pipe: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    words = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
    sizes = [int(size) for size in words.pop("sizes")]
    if sum(sizes) > MOST_FRAME_BYTES or any(size < 0 for size in sizes):
        raise ValueError(f"A frame of {sum(sizes)} bytes is more than {MOST_FRAME_BYTES}.")
    return words, [_exactly(pipe, size) for size in sizes]


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content


def mail_as_words(mail: ReadMail) -> tuple[dict[str, Any], list[bytes]]:
    """Return a mail as JSON-able values and, apart, the bytes of its attachments in their order."""
    words = {key: value for key, value in vars(mail).items() if key != "attachments"}
    words["date"] = mail.date.isoformat() if mail.date else None
    files = [{key: value for key, value in vars(one).items() if key != "content"} for one in mail.attachments]
    return {**words, "attachments": files}, [one.content for one in mail.attachments]


def _mail_from(answer: dict[str, Any], blobs: list[bytes]) -> ReadMail:
    words = dict(answer["mail"])
    words["date"] = datetime.fromisoformat(words["date"]) if words["date"] else None
    files = zip(words["attachments"], blobs, strict=True)
    words["attachments"] = [ReadAttachment(content=content, **one) for one, content in files]
    return ReadMail(**words)


def serve(asked: IO[bytes], answered: IO[bytes], limits: Limits) -> None:
    """Answer frames until the asker goes away. Runs in the child."""
    while True:
        try:
            question, blobs = _read_frame(asked)
        except EOFError:
            return
        _allow_cpu(limits.cpu_seconds)
        try:
            words, files = _done(question, blobs)
        except MemoryError:
            words, files = {"out_of_memory": True}, []
        except Exception as failure:
            words, files = {"failed": _where(failure)}, []
        _write_frame(answered, words, files)


def _done(question: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    if question["task"] == "read":
        words, files = mail_as_words(read_mail(blobs[0]))
        return {"mail": words}, files
    if question["task"] == "clean":
        from presszero.channels.email.sanitising import clean_html

        return {}, [clean_html(blobs[0].decode(), question["cid_urls"]).encode("utf-8", "replace")]
    keys = {name: [key.encode("latin-1") for key in found] for name, found in question["keys"].items()}
    found = proof.prove_sender(
        blobs[0],
        question["from_domain"],
        resolver=KnownKeys(keys),
        trusted_authserv_ids=question["trusted"],
        received_authentication_results=question["results"],
    )
    return {"proof": asdict(found)}, []


def _where(failure: Exception) -> str:
    # The kind and the place only: the message of an exception may hold the customer's words.
    trace = failure.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"
    return f"{type(failure).__name__} at {place}"


def _allow_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Be the child: take the limits from the command line, then read from standard input."""
    limits = Limits(cpu_seconds=int(sys.argv[1]), memory_megabytes=int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory = limits.memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    answered = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    serve(sys.stdin.buffer, answered, limits)


if __name__ == "__main__":
    main()
