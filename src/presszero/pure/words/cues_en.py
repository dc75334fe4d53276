"""English: how people ask, complain, and tell what they went through. All patterns are for levelled text."""

import re

from presszero.pure.words.cues import LetterCues

_AUX = r"(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|has|have|had|may|must|isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t|didn'?t|can'?t|won'?t|couldn'?t|am|hasn'?t|haven'?t)"
_SUBJECT = (
    r"(?:i|you|we|it|they|he|she|there|the|this|that|these|those|my|our|your|anyone|somebody|someone|anybody)"
)
_WH = r"(?:who|what|when|where|why|how|which|whether|if)"
_DO = (
    "refund|send|give|put|bring|cancel|check|fix|repair|return|change|reply|call|tell|stop|remove|replace|correct|"
    "confirm|let|make|move|open|look|find|ask|take|add|explain|show|help|pay|answer|reconsider|extend|renew|register|"
    "publish|unblock|unlock|arrange|provide|organise|organize|review|withdraw|waive|delete|update|reopen|notify|investigate|compensate|deliver|exchange|ensure|train|speak|talk|hand|bring back|get|return|enforce|replace|plant|paint|mow|grit|salt|clear|lower|raise|reset|resend|reissue|deduct|remove|forward|allow|consider|stick|hang|turn|switch|keep|warn|invite|include|hire|lend|print|translate|reserve|book|hold|count|measure|"
    "transfer|credit|reimburse|collect|empty|clean|install|restore|inform|write|sort|do not|don't"
)

_FAILING_WORDS = r"""
    absurd appalling bangs bent bounced broken collapsed cracked crash\w* damaged dangerous debited defective dented
    died dirty disappeared disgrac\w+ dismiss\w+ drips error expired failed failing fails faulty filthy flicker\w*
    flood\w* freezes hazard humiliat\w* ignored illegible impassable incorrect\w* infested insult\w* jammed leak\w* locked misleading
    missing mistake mould\w* mouldy outrageous overcharged overflow\w* rattles refused ridiculous ripped
    rotten rude\w* scratched shambles smashed shouted slammed smirked stale stuck swore threatened threw torn
    unacceptable unbearable unfair unpaid unreadable unsafe unusable useless vanished wrong yelled
"""
_FAILING_PHRASES = (
    r"(?:a )?(?:bill|fine|charge|fee|reminder|invoice|penalty|(?:two|three|four|five|\d|more|"
    r"several) reminders) (?:of|for|from)",
    r"a joke",
    r"(?:a )?recording (?:says?|said|tells?)",
    r"(?:and|but|yet|although) (?:you|they|he|she|it|the \w+) (?:have |has )?still",
    r"(?:been|was|were|am|are) (?:\w+ )?(?:billed|invoiced|fined)",
    r"billed (?:me|us) for",
    r"blocked by",
    r"broke down",
    r"call(?:ed)? back (?:was )?promised",
    r"cancell?ed",
    r"charged (?:me |us )?(?:twice|again|double|for)",
    r"charged (?:me|us) for",
    r"closed doors?",
    r"closed (?:early|again|without|for|since|when|although|at|all|the)",
    r"cut (?:me |us )?off",
    r"[\d.,]+ instead of",
    r"dead (?:street|lamp|screen|battery|phone|line)",
    r"doors? (?:closed|shut|locked)",
    r"double[- ]charged",
    r"drove off",
    r"for nothing",
    r"gave (?:me|us) nothing",
    r"(?:goes|go|went|sent|addressed) to (?:\"|the wrong|somebody|someone else|my old)",
    r"gone off",
    r"(?:got|was|were|been) (?:blocked|suspended|closed|fined|robbed|stolen|lost|bitten|hurt|injured|"
    r"given away|thrown away|sent back|towed|cut off|double[- ]booked|overbooked)",
    r"(?:had|has|have) no (?!time|idea|choice|objection|complaint)\w+",
    r"half (?:of (?:it|them) )?(?:dark|empty|missing|dead)",
    r"hanging (?:by|loose|down)",
    r"has been (?:out|down|off|dead|dark|shut|closed|broken|hanging|blocked)",
    r"have asked (?:since|for)",
    r"(?:heard|received|got|seen) (?:absolutely |literally )?nothing",
    r"held (?:me|her|him|my) (?:by|back)",
    r"hours late",
    r"hung up",
    r"impossible to",
    r"in pieces",
    r"in vain",
    r"instead of (?:the )?\d",
    r"kept (?:me |us )?waiting",
    r"laughed at",
    r"left (?:me|us) (?:standing|waiting|behind|stranded)",
    r"left (?:out )?in the (?:rain|cold|wet|snow|sun|dark)",
    r"line (?:went|was) dead",
    r"lying (?:there|around|about)",
    r"made (?:me|us) (?:wait|feel|come|stand)",
    r"minutes late",
    r"(?:never|didn'?t|did not|doesn'?t|does not|don'?t|hasn'?t|has not|have not|haven'?t|hadn'?t|"
    r"had not|wasn'?t|was not|were not|weren'?t|isn'?t|is not|aren'?t|are not|won'?t|will not|cannot|"
    r"can'?t|could not|couldn'?t|would not|wouldn'?t) (?:even |yet |once |been |be |ever |properly |"
    r"actually |simply )?(?:work\w*|come|came|stop\w*|arriv\w*|open\w*|answer\w*|repl\w+|respond\w*|"
    r"appear\w*|show\w*|turn\w*|let|help\w*|accept\w*|told|informed|warned|announced|receiv\w+|got|"
    r"get|mention\w*|deliver\w*|collect\w*|empt\w+|clean\w*|repair\w*|fix\w*|pick\w*|call\w*|"
    r"refund\w*|credit\w*|register\w*|recogni\w+|find|found|available|possible|reach\w*|load\w*|"
    r"fit\w*|connect\w*|display\w*|lower\w*|return\w*|updated?|processed|heard|wait\w*|read|lit|"
    r"heated|finish\w*|listen\w*|care|know|change\w*|happen\w*|issue\w*|honou?r\w*|switch\w*|start\w*)",
    r"no longer",
    r"no longer\b",
    r"no (?:notice|sign|signs|staff|answer|reply|response|information|explanation|warning|light|"
    r"lights|heating|paper|ramp|bench|shelter|announcement|reason)\b",
    r"no (?:word|news)(?! that)",
    r"(?:nobody|no one|none of (?:you|them|the)|not one|not a single|not once)\b",
    r"nothing (?:has|have|was|is|came|happened|works|arrived)",
    r"nowhere (?:is|does|was|can|to)",
    r"on hold for",
    r"(?:one|two|only one|only two|a single|three) (?:till|checkout|register|counter|cashier|lift|"
    r"toilet|desk)s? (?:was |were |is |are )?open",
    r"out of (?:order|service)",
    r"(?:out|down|dead|dark|off) since",
    r"pulled away",
    r"pushed (?:over|aside|me|her|him)",
    r"put (?:me|us|her|him) (?:off|out)",
    r"ran out",
    r"rang up (?:at|as)",
    r"rats?",
    r"rolled (?:his|her) eyes",
    r"sent (?:me|us|him|her) (?:away|home|from)",
    r"shakes?",
    r"short of",
    r"since (?:then )?nothing",
    r"smells?",
    r"(?:been |was |were |is |are )?(?:standing|stood) (?:still|idle|empty)",
    r"so (?:cold|hot|full|late|loud|dark|dirty|slow|crowded) (?:that|it|i|we)",
    r"still (?:not|no|waiting|broken|closed|out|the same|missing|there|hasn'?t|dark|blocked|shows?|says?)",
    r"stinks?",
    r"system (?:was |is )?down",
    r"taken away",
    r"(?:to the )?wrong \w+",
    r"too (?:late|early|small|big|loud|hot|cold|short|long|narrow|steep|dark|slow|expensive|heavy)",
    r"turned away",
    r"turned (?:me|us|him|her|them) away",
    r"twice (?:on|for|from)",
    r"used to (?:have|be|run|stop|come|open)",
    r"(?<=[\w,] )in front of (?:[\w-]+ ){0,3}(?:everyone|everybody|people|class|queue|line|"
    r"colleagues?|customers?|others|children|family|passengers)",
    r"wakes?",
    r"(?:(?:was|were|been) (?:\w+ )?(?:told|informed)|told (?:me|us|him|her|them) that)[^.?!\"]{0,30}\"",
    r"(?:was|were|is|are) (?:closed|shut|full|empty|late|gone|dark|missing|locked|blocked|too \w+)",
    r"went dead",
    r"went (?:off|out)",
    r"(?:went|drove|drives?|passed|passes|sailed|sped|rode|ran) (?:straight |right )?(?:past|by)\b",
    r"(?<!what )(?:i|we) (?:\w+ )?(?:dispute|contest|object to|protest against|challenge)",
    r"without (?:stopping|notice|warning|telling|asking|(?:any |an )?(?:explanation|answer|reason|"
    r"reply|apology|word)|being|a (?:word|reason|reply))",
    r"(?:would not|wouldn't|refuses? to|declined to) (?:even |so much as )?(?:look|glance|listen|read|"
    r"take|let|hear|accept|speak|talk|see|give|move|serve|believe|explain|sell|budge)",
    r"would only",
    r"yet (?:you|they|he|she|the \w+)",
    r"(?:you|they|he|she|somebody|someone) (?:have |has )?lost",
)
"""What went wrong, in words of one piece and in phrases, each sorted; the phrases are tried first."""

LETTER = LetterCues(
    code="en",
    question_start=re.compile(
        rf"(?:(?:and|so|but|also|then|or|hence|now|again|well),? )?(?:(?!what (?:i|we) (?:would|do|am|are)\b)(?:who|what|when|where|why|how|which)(?: (?:long|much|many|often|far|come|exactly|on earth|else|\w+))? {_AUX}\b"
        rf"|{_AUX} {_SUBJECT}\b|how come\b|any chance\b|any news\b|why not\b)"
    ),
    wonder=re.compile(
        rf"\b(?:(?:i|we)(?:'d| would| should)?(?: \w+)? (?:like|want|wish|need|love|be interested|be curious) to (?:know|understand|hear|ask|find out|learn|be told)\b"
        rf"|(?:i|we)(?: also| do| just| really| still| 'm|'m| am| are|'re)* (?:wonder|wondering|curious|asking myself)\b"
        r"|(?:i|we)(?:(?:'ve| have| had) been| was| were) (?:\w+ )?wondering (?:if|whether|when|how|why|what) (?!you\b|(?:some|any)(?:one|body)\b)"
        rf"|(?:tell|explain to|explain|let) (?:me|us)?(?: know)?(?: please)?,? ?(?:exactly )?(?:{_WH}|what)\b"
        rf"|(?:let me know|advise|confirm|clarify|say|explain) (?:me |us )?(?:please )?{_WH}\b"
        r"|my question is|what (?:i|we)(?:'d| would| should)? (?:\w+ )?(?:like|want|rather|need|love)(?: to)? (?:hear|know|be told|learn|read) is\b|(?:i|we) (?:do not|don't|cannot|can't|fail to) (?:understand|see) (?:why|how|what)\b|it is (?:not clear|unclear)(?: to me)? (?:why|how|what|whether|if)\b|no idea (?:why|how|what|whether|if|when|where)\b)"
    ),
    request_start=re.compile(
        rf"(?:(?:and|so|then|or|otherwise|if not|at least|kindly|please|just|also),? ){{0,2}}(?:{_DO}) (?:me|us|my|the|a|an|one|it|this|that|our|these|those|them|both|back|him|her|out|at|to|on|someone|somebody|all|up|in|for|sure|into|make|let|send|charge|close|tell)\b"
        r"|(?:please|kindly) \w+"
        r"|what (?:i|we)(?:'d| would| do| am| are|'m|'re)?(?: \w+)? (?:want|need|like|ask|asking|expect)(?: for)?(?: is| are| ?:)|all (?:i|we) (?:ask|want|need)(?: for)?(?: is| are| ?:)|(?:i|we)(?:'m| am|'re| are) after (?:a|an|the|my|our)\b"
    ),
    request=re.compile(
        r"\b(?:please,? (?!(?:note|find|accept|excuse|forgive|believe|understand|see (?:attached|below)|thank)\b)\w+|kindly \w+"
        r"|(?:(?:i|we)(?:'d| would| should)(?: \w+)? (?:like|love)|(?:i|we)(?:'d| would| should| do)?(?: \w+)? (?:want|wish|need))(?: you| for|(?: \w+){1,5})? (?:to|back|that|a|an|my|our|the|it|your)\b"
        r"|(?:i|we)(?:'d| would| should)?(?: \w+)? (?:be (?:very |most )?(?:grateful|thankful|glad|obliged|pleased|happy) (?:if|for|to)|appreciate (?:it|if|a|an|your)\b)"
        r"|(?:i|we)(?: \w+)? (?:ask|demand|request|expect|insist|require|urge|beg)(?: you| it| this| that| for| a| an| my| our| the| to| on)\b"
        r"|(?:i|we)(?: \w+)? (?:hope|trust)(?: that)? (?:you|someone|somebody|the|this|it) (?:can|will|could|would|is|get)\b"
        r"|wondering (?:if|whether) (?:you|(?:some|any)(?:one|body)) (?:could|can|would|might|may)\b|(?:it|that) would (?:be|help|mean)(?: \w+){0,3} if (?:you|someone|somebody|the)\b|(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody)(?: please)? \w+|(?:i|we)(?: think| believe| feel)?(?: i| we)? should (?:have (?:my|our|the|a|an|that|it|some)|get|be given|receive|be paid)|(?:i|we)(?:'d| would)(?: \w+)? (?:ask|suggest|propose)\b|(?:i|we)(?:'d| would)(?: much)? (?:rather|prefer)\b(?! (?:not|you did))|(?:i|we) suggest\b|needs? (?:looking (?:at|into|after)|fixing|doing|seeing to|cleaning|repairing|changing|replacing|a )|(?:should|ought to|must|needs to|has to) be (?:given|told|made|put|fixed|changed|cleaned|repaired|replaced|moved|removed|checked|opened|trained|paid|refunded|returned|stopped)|(?:would|'d) be (?:nice|good|great|better|kind|helpful|enough|fair) (?:if|to)\b|even better\b|how about\b|would you mind|is it possible to|would it be possible|(?<!\d )may i (?:ask|request|have)|make sure (?:that|it|this|you)|you (?:should|must|need to|have to|ought to) (?!have\b|(?:all |both |surely |often )?be (?:very |so )?(?:busy|joking|sorry|short|aware|used|swamped|tired|under|overwhelmed|ashamed|in)\b|(?:\w+ )?(?:get|hear|receive) )\w+)"
    ),
    not_request=re.compile(
        r"\bbring to your (?:kind )?(?:notice|attention)\b|\bbeg to (?:state|inform|submit|say)\b|\bplease (?:note|find|accept|excuse|forgive|believe|understand|see (?:attached|below)|pass (?:on )?my thanks|thank)\b"
        r"|\b(?:would|'d) (?:also )?like to (?:thank|say|point out|add|draw|complain|praise|report)\b|\b(?:i|we) (?:just )?want(?:ed)? to (?:thank|say|point out|add|report|complain|praise|let you know|tell you|go|get|sit|come|be (?:fair|clear|honest|reasonable|polite))\b|\bneed(?:ed)? (?:it|the|to|a(?! (?:guarantee|refund|reply|replacement|copy|letter|written|date|decision|receipt|confirmation|certificate|statement|duplicate|promise|plan|new)\b))\b(?!.*\byou\b)|\bif you (?:want|need|would like)\b|\b(?:that|this|which|it) means\b"
    ),
    asks_us_to=re.compile(
        r"(?:(?:and|so|but|also|then|or),? )?(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody|the \w+)(?: please| kindly| at least| perhaps)? (?!tell|explain|say|confirm|clarify|let me know|advise|be\b|charge|do the same)\w+"
        r"|(?:(?:and|so|but),? )?(?:would you mind|is it possible (?:to|that you)|would it be possible)"
    ),
    second_ask=re.compile(
        rf" and (?:also )?(?=for (?:a|an|the|my|our|your|some|any) )| and (?:also |then |to )?(?=(?:{_DO}|suspend|freeze|pause|apologi[sz]e to|mend|block|lift|rebook|recalculate|rewrite) (?:me|us|my|the|a|an|one|it|this|that|our|these|those|them|both|him|her)\b)"
    ),
    failing=re.compile(rf"\b(?:{'|'.join((*_FAILING_PHRASES, *_FAILING_WORDS.split()))})\b"),
    judges=re.compile(
        r"\b(?:unacceptable|disgrac\w+|unbearable|appalling|outrageous|shambles|a joke|ridiculous|absurd|unfair|insult\w*|smells?|stinks?)\b"
    ),
    weakly=re.compile(
        r"\b(?:again|full|late|delay\w*|instead of|although|even though|as if|told (?:me|us|her|him|that)|should have|supposed to|complain\w*|expired|blocked|long|slow|cold|hot|dark|noise|noisy|loud|drilling|worse|only|hardly|barely|every (?:day|time|week|night|morning)|under (?:our|my) window|beep\w*|weeks?|ago|twice|for the \w+ time|but|yet|child's|completed)\b"
    ),
    not_failing=re.compile(
        r"\b(?:i|we) (?:don't|do not|did not|didn't|cannot|can't|could not|couldn't|won't|will not|would not|wouldn't|am not|'m not|never) (?!receiv\w+|get|got|find|found|reach|open|enter|even get|hear|log|pay|use|cross|sleep)\w+|\bi'm not\b|\bno (?:answer|reply|response) (?:needed|necessary|required|expected)|\bnot (?:her|his|their|the driver's) fault\b|\b(?:he|she|i|we|they) (?:was|were|am|are|is|'m) too \w+|\bno (?:problem|complaint|hurry|rush)\b|\bwrong with me\b|\b(?:husband|wife|mother|mum|mom|father|dad|son|daughter|brother|sister|partner|gran\w*|nan) (?:does not|doesn't|cannot|can't|no longer|can no longer|is not|isn't) (?:work|walk|drive|hear|see|eat|sleep|read|speak|use|go|come|talk|climb)\w*\b"
    ),
    pleased=re.compile(
        r"\b(?:thank you|thanks|grateful to|kind|kindly helped|lovely|wonderful|great job|excellent|(?:could not|couldn't) (?:have been|be) (?:kinder|nicer|better(?! informed)|friendlier|more (?:helpful|kind|patient|friendly|pleased|welcoming|thoughtful|professional))|made (?:my|our) (?:day|week)|well done|compliments?|pleased with|happy with|delighted|very helpful|friendly|appreciated?)\b"
    ),
    farewell_start=re.compile(
        r"(?:thank you|thanks|many thanks|with thanks|i (?:look|am looking)|looking) (?:forward\b|in advance|very much|so much|again|for (?:your|reading|the|any|all|taking|looking|considering)|[.!,]?$)|(?:i )?(?:look|am looking|looking) forward\b|hoping (?:to|for) hear|(?:i )?hope to hear|(?:i )?await your|in anticipation|have a (?:nice|good|great)|how are you|i hope (?:you are|this (?:finds|mail|e-?mail|letter)|you're)|keep up the (?:\w+ ){0,2}work|can you believe (?:it|that)|is that too much to ask|what can i say|who (?:would|could) (?:ever )?have (?:thought|imagined|believed|guessed)|(?:(?:some days|sometimes|often),? )?(?:i|we) (?:sometimes |often )?wonder why (?:i|we) (?:even |still )?(?:bother|pay)|no (?:answer|reply) (?:needed|necessary)|sent from"
    ),
    earlier_letter=re.compile(
        r"\b(?:i|we)(?:'ve| have| had)?(?: already| also| even)? (?:wrote|written|write|emailed|e-mailed|mailed|complained|reported|asked|raised)\b.{0,80}\b(?:last|before|already|twice|three|times|too|ago|time|year|weeks?|months?|earlier|previous\w*|again)\b"
    ),
    said_by=re.compile(
        r"\b(?:said|says|asked|told|replied|shouted|answered|wanted to know|snapped|yelled|laughed)\b"
    ),
    leans_back=re.compile(
        r"(?:it|they|he|she|not once|the same|nor|neither)\b|(?:this|that|these|those|even|again|so|which|there|then) (?:is|was|were|are|has|have|had|did|does|says|said|just|simply|still|also|even|again|happened|never|means|meant|all|seems|looked|left|told)\b"
    ),
    only_answer_me=re.compile(
        r"(?:(?:so|and),? )?(?:please,? )?(?:can you |could you )?(?:(?:tell|answer|let) (?:me|us)(?: know)?|answer(?: (?:me|this|these|my) ?(?:questions?|point by point|honestly)?)?|i (?:would like|want|'d like|await|expect|demand|need) (?:to know|an answer|an explanation|a reply|answers)|i(?:'d| would) (?:like|appreciate) (?:an|a|your) (?:answer|reply|explanation|response)|please (?:reply|respond|explain|advise|answer|clarify|help)|(?:i|we)(?:'d| would| should)? (?:be (?:very |most )?grateful for|like|prefer|appreciate|want) (?:an? )?(?:\w+ )?(?:letter|e-?mail|(?:written|proper|real|personal) (?:reply|answer|response|letter))(?: (?:and|rather than|not|instead of) [^,;.]*)?)(?: to (?:this|these|it|them|my (?:letter|questions?|e-?mail)))?(?:,? (?:please|honestly|soon|this|these|today|tonight|in writing|as soon as possible|asap))*[ .!?]*$"
    ),
    lead_in=re.compile(
        r"(?:(?:and|so|but|also|then|or|well|now|finally|first|second|secondly|third|firstly|lastly|in addition|besides|however|actually|frankly),? )?"
        r"(?:(?:please|kindly),? )?(?:(?:(?:can|could|would|will) you(?: please)? )?(?:tell|explain to|let) (?:me|us)(?: know)?,? (?:please,? )?(?:(?:also|too|then),? )?(?:exactly )?|(?:i|we)(?:'d| would| should)?(?: \w+)? (?:like|want|wish|need) to (?:know|understand|ask|hear|find out),? (?:from you )?|(?:i|we)(?: also| do| just| still|'m| am)* (?:wonder|wondering) |my question is:? )?(?=\w)"
    ),
    border=re.compile(
        r"[,;:] |[,;]? - |,? (?:because|although|though|even though|when|while|which|who|since|so that|as if|as though|after|before|until|unless|whereas|except|but|and then|and we|and i|and they|and the|and it|if|where) "
    ),
    wishes={
        "no_thanks": re.compile(
            r"(?:rather|prefer (?:that|it if)|appreciate it if) you (?:did not|didn't|do not|don't|would not|wouldn't|not) thank\w*|(?:do not|don't|please do not|no need to|stop|need not|without) thank(?:ing)? (?:me|us)|(?:spare|save) (?:me|us|yourselves?) (?:the|your) thanks"
        ),
        "no_apology": re.compile(
            r"(?:do not|don't|no need to|stop) (?:apologi[sz]\w+|tell(?:ing)? me (?:how|that you are) sorry)|(?:spare|save) (?:me|us) (?:the|your|another) (?:apolog\w+|excuses?|sorry)|(?:i|we) (?:do not|don't) (?:want|need) (?:an? |another |your |any )?(?:apolog\w+|excuses?)"
        ),
        "no_form_letter": re.compile(
            r"(?:do not|don't|no|not|please no|spare me|rather not|instead of|than|without) (?:\w+ ){0,4}(?:form|standard|automatic|automated|template|canned|stock|pre-written|copy-paste|copied) (?:letter|reply|answer|response|text|mail|e-?mail|message)"
            r"|(?:(?:don't|do not) you dare|save me)(?: \w+){0,7} (?:form|standard|automatic|automated|template|canned|stock) (?:letter|reply|answer|response)"
        ),
        "not_by_phone": re.compile(
            r"(?:do not|don't|please do not|rather you did not|rather you didn't|not) (?:phone|call|ring)(?: me| us)?\b|no (?:phone |telephone )?calls(?:,? please|\b(?=[.!]))|(?:cannot|can't) (?:take calls|use the phone|speak on the phone)"
            r"|(?:cannot|can't|can not|could not|couldn't|hard to|difficult to|unable to|not able to|struggle to|do not|don't) (?:really |easily |properly |always )?(?:hear|follow|manage|speak|talk|understand|cope)(?: \w+){0,3} (?:on|over|by) the (?:tele)?phone|(?:hear|understand) (?:badly|little|nothing|poorly) (?:on|over) the (?:tele)?phone"
            r"|(?:rather|prefer) not (?:to )?(?:be (?:phoned|called|rung|telephoned)|(?:speak|talk|do this) (?:on|over|by) the (?:tele)?phone)|(?:do not|don't) (?:use|answer|do|like) the (?:tele)?phone"
        ),
        "by_phone": re.compile(
            r"(?:please|you can|could you|just|better) (?:call|phone|ring) (?:me|us)\b|(?:call|phone|ring) (?:me|us) (?:back|on|at|any|rather|instead)\b|rather (?:be called|talk|speak) "
        ),
        "in_writing": re.compile(
            r"(?:please|only|answer|reply|an answer|a reply|respond|confirm(?: this)?)(?: \w+)? in writing\b|by (?:letter|post|e-?mail) (?:please|only)|(?:please|kindly|only) (?:reply|answer|respond|write(?: back)?)(?: to me)? (?:by|in an?) (?:letter|post|e-?mail)\b|e-?mail is (?:fine|best|better|easiest)|(?:prefer|grateful for|appreciate) (?:a (?:\w+ )?(?:letter|written)|an? e-?mail|it in writing|written)"
            r"|(?:rather|prefer to) have (?:this|it|that|(?:an|the|your) (?:answer|reply)) (?:by|in) (?:e-?mail|letter|post|writing)\b|(?:text|e-?mail) (?:me|us) back\b|(?:shoot|drop) (?:me|us) an e-?mail"
        ),
    },
)
