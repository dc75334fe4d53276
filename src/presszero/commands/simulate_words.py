"""What `presszero simulate` says at a terminal, and how it played."""

from __future__ import annotations

from typing import Any

EXPLAINED = """\
How this was played:
- Contacts arrive by chance at the rate of their interval; handling times are lognormal unless said otherwise.
- A kind asks its groups in order; who becomes free takes the least priority number, then the longest wait.
- Whoever talks at the end of a shift or the begin of a break finishes first.
- The longest wait is the one that half of the days exceed. Half-widths are 95 %, over days (docs/sources.md#simulation)."""


WAITING_EXPLAINED = """\
How this was played:
- People come by chance at the rate of their interval, and are served in the order they came.
- Counters: service times are lognormal; a counter opens when the plan, the arrivals of the last minutes or the line ask
  for it, and takes its opening seconds until then (docs/sources.md#counters).
- A stop: a vehicle takes who stands there, as far as its places go; who waits longer than their patience goes away.
- The usual longest wait is the one that half of the days exceed. Half-widths are 95 %, over days
  (docs/sources.md#simulation)."""


def in_words(told: dict[str, Any]) -> str:
    """Return what is read at a terminal."""
    lines = [
        f"{told['share_within']:.1%} wait at most {told['within_seconds']:g} s (half-width {told['half_width']:.1%}, "
        f"{told['days_played']} days played).",
        f"Of {told['offered']:,.0f} contacts a day {told['waiting_longer']:,.0f} wait longer, the longest about "
        f"{told['usual_longest_seconds'] / 60:,.0f} min; {told['gave_up']:,.0f} give up, {told['called_back']:,.0f} are "
        f"called back, and {told['left']:,.0f} are left when everyone has gone.",
        "",
        f"{'kind':<20}{'offered':>9}{'within':>9}{'gave up':>9}",
    ]
    for name in dict.fromkeys(row["kind"] for row in told["intervals"]):
        of_kind = [row for row in told["intervals"] if row["kind"] == name]
        offered = sum(row["offered"] for row in of_kind)
        good = sum(row["offered"] * row["share_within"] for row in of_kind)
        gone = sum(row["gave_up"] for row in of_kind)
        lines.append(f"{name:<20}{offered:>9,.0f}{good / max(offered, 1e-9):>9.1%}{gone:>9,.1f}")
    lines += ["", f"{'group':<20}{'hours':>9}{'busy':>9}"]
    lines += [f"{one['name']:<20}{one['hours']:>9,.1f}{one['occupancy']:>9.0%}" for one in told["groups"]]
    return "\n".join(lines)
