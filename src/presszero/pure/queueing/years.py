"""A year in heads and money: who is needed each month, who leaves, who is learning, whom to hire and when."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from presszero.pure.errors import BadInput

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Workforce:
    """Who is there and how they come and go.

    heads: trained people at the start. hours_a_month: paid by contract, each. leave_share: of paid hours, for
    holidays and illness, one number or (months,). turnover_share: of people who leave in a year, 0 to 1.
    training_months: paid before a newcomer counts. salary: a head and month. hiring_cost: a newcomer.
    """

    heads: int
    hours_a_month: float
    leave_share: float | np.ndarray = 0.15
    turnover_share: float = 0.2
    training_months: int = 2
    salary: float = 0.0
    hiring_cost: float = 0.0


@dataclass(frozen=True)
class Year:
    """Month by month, (months,). heads count people on the pay-roll.

    needed: trained heads that the hours ask for. trained: expected. learning: expected. hired: who start in the month.
    short: heads missing, where nobody could be trained in time. cost: salaries of all and hiring.
    """

    needed: np.ndarray
    trained: np.ndarray
    learning: np.ndarray
    hired: np.ndarray
    short: np.ndarray
    cost: np.ndarray


def plan_year(hours: np.ndarray, workforce: Workforce) -> Year:
    """Return whom to hire each month, as late as training allows, so that trained heads cover the hours.

    hours: on the line, breaks and meetings included, (months,). Nobody is let go: who is too many leaves by turnover.

    Raises BadInput for shares outside 0 to below 1.

    >>> year = plan_year(np.full(4, 1300.0), Workforce(10, 160, turnover_share=0.0, leave_share=0.1875))
    >>> year.hired.tolist(), year.short.tolist()
    ([0, 0, 0, 0], [0.0, 0.0, 0.0, 0.0])
    """
    leave = np.broadcast_to(np.asarray(workforce.leave_share, float), hours.shape)
    if np.any((leave < 0) | (leave >= 1)) or not 0 <= workforce.turnover_share < 1:
        raise BadInput("Leave and turnover are shares from 0 to below 1, such as 0.15.")
    needed = hours / (workforce.hours_a_month * (1 - leave))
    staying = (1 - workforce.turnover_share) ** (1 / MONTHS_A_YEAR)
    months, lead = hours.size, workforce.training_months
    hired = np.zeros(months, np.int64)
    trained, learning = np.zeros(months), np.zeros(months)
    for month in range(months):
        if month:
            trained[month] = trained[month - 1] * staying
        else:
            trained[month] = workforce.heads
        if month >= lead:
            start = month - lead
            arriving = staying**lead
            missing = needed[month] - trained[month]
            hired[start] = max(math.ceil(missing / arriving - 1e-9), 0)
            trained[month] += hired[start] * arriving
    for month in range(months):
        learning[month] = sum(
            hired[start] * staying ** (month - start) for start in range(max(month - lead + 1, 0), month + 1)
        )
    cost = (trained + learning) * workforce.salary + hired * workforce.hiring_cost
    return Year(needed, trained, learning, hired, np.maximum(needed - trained, 0.0), cost)
