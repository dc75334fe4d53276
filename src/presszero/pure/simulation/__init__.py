"""What sums cannot say exactly is played through: several kinds of contact, skills, shifts, counters, vehicles.

`floor` describes a contact centre and `running` plays it; `counters` plays a group of registers, `vehicles` a stop.
Chance comes in as a generator or a seed; the same seed gives the same bytes. numba compiles on first use.
"""
