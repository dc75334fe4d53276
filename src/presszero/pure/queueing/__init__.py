"""The sums of waiting: how many people a line needs, and what customers meet when so many are there.

`lines` measures one line and finds the least people for a target; `staffing` does so for a day of intervals;
`chats`, `offered_load`, `bulk` and `patience` stand beside them. numba compiles the heart on first use.
"""
