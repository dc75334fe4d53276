"""Messages that are alike: who wrote of the same, which themes a pile of messages has, and when a crowd gathers.

Nothing here was learned beforehand: likeness comes from the organisation's own messages. Nothing is loaded here, since a
front process holds neither numpy nor scipy; import what you need from its own module: `similar`, `themes` or `crowds`.
"""
