"""Everything the reply check says, in English: each phrase's title, reason and mend."""

from collections.abc import Mapping

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
PHRASES: Mapping[str, tuple[str, str, str]] = {
    "point-open": (
        "Point {number} is not yet answered",
        "“{quote}”",
        "Answer it, promise the answer with a date, or decline it with a reason.",
    ),
    "point-open.proposed": (
        "Point {number} waits for your mark",
        "It looks answered by “{answer}”.",
        "Mark it answered if that is so.",
    ),
    "point-open.touched": (
        "Point {number} is touched, not yet answered",
        "“{answer}”. {why}",
        "Say the answer itself, or mark the point if this is it.",
    ),
    "point-open.answered": ("Point {number} is answered", "You marked it.", "Nothing to do."),
    "point-open.promised": (
        "Point {number} is answered by a promise",
        "You marked it.",
        "Nothing to do.",
    ),
    "point-open.declined": ("Point {number} is declined", "You marked it.", "Nothing to do."),
    "point-unanswered-by-draft": (
        "Point {number} is marked answered, but no sentence here seems to answer it",
        "“{quote}”",
        "Add the answer, or leave the mark if it stands there in other words.",
    ),
    "enclosure-missing": (
        "Nothing goes along with this reply",
        "“{quote}”",
        "Enclose what is meant, or take these words out.",
    ),
    "place-unfilled": (
        "{quote} is still to be filled in",
        "Nothing is known of it on this case.",
        "Write what belongs there, or take it out.",
    ),
    "promise-undated": (
        "A promise without an owner or a date",
        "“{quote}” Who, and by when will the customer know?",
        "Give it an owner and a date, or mark it as not a promise.",
    ),
    "promise-undated.dated": (
        "A promise nobody has taken on yet",
        "“{quote}” It falls due {due}.",
        "Give it an owner and confirm the date, or mark it as not a promise.",
    ),
    "promise-undated.settled": ("This promise is settled", "“{quote}”", "Nothing to do."),
    "detail-missing": (
        "The reply to point {number} leaves out {details}",
        "The customer wrote “{quote}”.",
        "Name it, so that it is clear what you looked at.",
    ),
    "detail-contradicted": (
        "The customer wrote {theirs}, the reply says {ours}",
        "“{quote}”",
        "Correct it, or say why it differs.",
    ),
    "form-letter.opening": (
        "{customers} customers got this opening before",
        "{percent} % the same words{without}.",
        "Take it out, or say it for this customer.",
    ),
    "form-letter.passage": (
        "{customers} customers got this passage before",
        "{percent} % the same words{without}.",
        "Take it out, or say it for this customer.",
    ),
    "form-letter.ending": (
        "{customers} customers got this ending before",
        "{percent} % the same words{without}.",
        "Take it out, or say it for this customer.",
    ),
    "form-letter.whole": (
        "{customers} customers got this letter before",
        "{percent} % the same words{without}.",
        "Answer this customer's points in words of your own.",
    ),
    "form-letter.swap": (
        "Would fit {fits} of {of} other customers as well",
        "Their letters share as much with this reply as the letter it answers.",
        "Use what this customer wrote: the place, the day, what happened to them.",
    ),
    "apology-without-act": (
        "An apology without an act",
        "“{quote}” names neither what went wrong nor what is done about it.",
        "Say what for, beside what you do about it.",
    ),
    "stock-empathy": (
        "A kind phrase that would fit anyone",
        "“{quote}”",
        "Name what this customer went through, or leave it out.",
    ),
    "unwanted-thanks": (
        "The customer asked not to be thanked",
        "“{wish}”",
        "Take the thanks out.",
    ),
    "unwanted-apology": (
        "The customer asked not to be given an apology",
        "“{wish}”",
        "Say what you do instead.",
    ),
    "unwanted-call": (
        "The customer asked not to be phoned",
        "“{wish}”",
        "Write what you would have said, or say that you will write.",
    ),
    "unwanted-call.writing": (
        "The customer asked for an answer in writing",
        "“{wish}”",
        "Write what you would have said, or say that you will write.",
    ),
    "unwanted-form": (
        "The customer asked for no form letter",
        "“{wish}”",
        "Answer this customer's points in words of your own.",
    ),
    "experience-unnamed": (
        "The reply does not name what the customer went through",
        "They wrote of “{experience}”.",
        "Name it once, in plain words, where you answer for it.",
    ),
    "blame": (
        "This can be read as blame",
        "“{quote}”",
        "Say what happened and what is possible now.",
    ),
    "jargon": (
        "Words of the house: “{quote}”",
        "The customer may not know them.",
        "Say instead: {instead}.",
    ),
    "jargon.plainer": (
        "Words of the house: “{quote}”",
        "The customer may not know them.",
        "Write instead: “{instead}”.",
    ),
    "jargon.plain": (
        "Words of the house: “{quote}”",
        "The customer may not know them.",
        "Leave them out, or write in full what they mean.",
    ),
    "wrong-language": (
        "The letter is in {theirs}, the reply in {ours}",
        "The customer may not read {ours}.",
        "Write in {theirs}, unless they asked for {ours}.",
    ),
    "empty": (
        "The reply says nothing yet",
        "There is no sentence besides the greeting.",
        "Begin with point 1.",
    ),
    "words": ("none about {what}", "", ""),
    "or": (" or ", "", ""),
    "why.details": ("It says “{shared}”, as the customer did.", "", ""),
    "why.words": ("Both say “{shared}”.", "", ""),
    "why.family": ("It says “{ours}” where the customer says “{theirs}”.", "", ""),
    "between": ("”, “", "", ""),
    "why.does": ("It does what the point asks for, in other words.", "", ""),
    "why.near": ("It seems to be about the same, in other words.", "", ""),
    "why.none": ("No sentence of the reply speaks of this.", "", ""),
    "tell.day": ("the day you will do it", "", ""),
    "tell.reason": ("the reason itself", "", ""),
    "tell.ran": ("what did not run", "", ""),
    "tell.owner": ("who has it now", "", ""),
    "tell.condition": ("the condition itself", "", ""),
    "tell.done": ("what was done", "", ""),
    "tell.name": ("the name of the person", "", ""),
    "tell.rule": ("the rule itself", "", ""),
    "en": ("English", "", ""),
    "fr": ("French", "", ""),
    "the.en": ("English", "", ""),
    "the.fr": ("French", "", ""),
}
