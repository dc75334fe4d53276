"""Which language a text is in, or undecided.

>>> language("Kindly confirm receipt of my complaint.", ("en", "fr", "es", "pt", "zh")).code
'en'
>>> language("OK 4711", ("en", "fr")).undecided
True
"""

from presszero.pure.tongues.telling import Spoken, language

__all__ = ["Spoken", "language"]
