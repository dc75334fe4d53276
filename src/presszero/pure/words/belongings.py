"""What people leave on a bus or under a seat, and want back."""

import re

_THINGS_EN = r"(?:umbrella|scarf|coat|jacket|hat|cap|gloves?|mittens?|bag|rucksack|backpack|satchel|suitcase|purse|wallet|phone|keys?|glasses|laptop|headphones|teddy|walking stick|crutch(?:es)?|pram|camera|watch|ring|violin|guitar|helmet)"
_THINGS_FR = r"(?:parapluie|echarpe|manteau|veste|bonnet|gants?|sac|valise|portefeuille|telephone|cles?|lunettes|ordinateur|doudou|canne|casque|montre|bague|violon)"
_LEFT = re.compile(
    rf"\b(?:left|forgot|lost|mislaid|dropped) (?:my|his|her|our|their|an?) (?:[\w']+ ){{0,3}}{_THINGS_EN}\b"
    rf"|\b(?:oublie|perdu|laisse|egare)e?s? (?:mon|ma|mes|son|sa|ses|leur|un|une) (?:\w+ ){{0,1}}{_THINGS_FR}\b"
)


def left_behind(plain: str) -> bool:
    """Return whether levelled words tell that a belonging was left or lost.

    >>> left_behind("i lost my son's blue coat"), left_behind("i lost my son")
    (True, False)
    """
    return bool(_LEFT.search(plain))
