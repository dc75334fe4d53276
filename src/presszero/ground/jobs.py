"""Timed and heavy work, behind one module so that the queue can be changed in one file.

A job is a hint: the row it works on is the truth. A job that is lost is found
again by the sweep of its app, so a kill between commit and job costs seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import App, Blueprint
from procrastinate.contrib.django import app as _queue

Job = Callable[..., None]
_jobs = Blueprint()


def job(name: str, *, queue: str = "work") -> Callable[[Job], Job]:
    """Register a function as a job that can be started by name."""

    def registered(function: Job) -> Job:
        _jobs.task(name=name, queue=queue, pass_context=False)(function)
        return function

    return registered


def make_known(app: App) -> None:
    """Give the queue's app every job registered so far; a worker refuses the ones it does not know."""
    app.add_tasks_from(_jobs, namespace="")


def start(name: str, **arguments: Any) -> None:
    """Start a job after the running transaction commits (it is a row of the same transaction)."""
    _queue.configure_task(name).defer(**arguments)
