"""Words and forms that blame a person, by language; each form with its reason and another way.

A form that names a failure wants a person or a team as its subject, since systems fail, too.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Form(NamedTuple):
    """A regular expression, what the words do, and what to write or to ask instead."""

    pattern: str
    why: str
    instead: str
    deniable: bool = False
    """Whether "not" a few words before it takes it back, as in "this was not human error"."""


PERSON = (
    r"(?:engineers?|operators?|developers?|dev(?:op)?s|administrators?|(?:sys)?admins?|dbas?|sres?"
    r"|on-?call(?:er)?|responders?|employees?|colleagues?|technicians?|reviewers?|interns?"
    r"|contractors?|managers?|maintainers?|author|staff|someone|somebody|person|people|he|she"
    r"|teams?|members?|analysts?|commanders?|(?:team|support|tech) leads?)"
)
"""Whoever English post-mortems speak of; names of the catalog come on top."""

_JUDGES = "judges somebody's care"
_CAUSE = "names a person as the cause"
_STORY = "makes a failing of a person the story"
_UNDONE = "tells what somebody did not do"
_EASY = "ask what made it possible or easy, and what would have caught it"
_KNOWN = "say what was known then, and what would have made it visible"
_HOLD = "say which condition let one action do this, and what would have held it"
_REMEDY = "say what will change, so that it holds on a tired day"

_CARELESS = (
    r"careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|tly|ce)|slopp(?:y|ily|iness)"
    r"|reckless(?:ly|ness)?|inattenti(?:ve|on)|laziness|stupid(?:ly|ity)?|thoughtless(?:ly|ness)?"
    r"|(?:lack of|not enough|insufficient) (?:attention|care|diligence|discipline)"
    r"|(?:not|n't) (?:pay(?:ing)?|paid) (?:enough )?attention"
)
_MORE_CARE = (
    r"(?:be|being) more (?:careful|aware|attentive|vigilant|diligent|cautious|mindful)"
    r"|pay (?:more|closer|better) attention"
)
_HUMAN_ERROR = (
    r"(?:human|operator|pilot|administrator|engineer|developer) (?:errors?|mistakes?|failures?)"
    r"|(?:fat|thick)[- ]finger(?:s|ed|ing)?|pebkac|finger trouble"
)
_HINDSIGHT = (
    r"(?:should|ought to) have known|knew better|should know better"
    r"|despite (?:being|having been) (?:\w+ )?(?:aware|warned|told)"
    r"|without (?:being )?(?:\w+ )?aware"
)
_DONE = (
    r"(?:\w{2,}ed|known|seen|done|made|taken|thought|caught|read|told|gone|run|found|kept|put|set"
    r"|given|written|sent|understood|been (?:more )?(?:careful|aware|attentive|cautious|diligent))"
)
_OUGHT = rf"(?:should have|ought to have|should've)\s+(?:\w+ly\s+)?(?:not\s+)?{_DONE}"
_FAILED = (
    r"(?:failed|neglected|forgot|omitted) to|did(?: not|n't) bother|(?:had )?forgot(?:ten)?"
    r"|ignored|overlooked|misread|misconfigured|mistyped|disregarded|broke"
    r"|did(?: not|n't) (?:\w+ ){0,2}?(?:follow|check|verify|notice|read|think|reali[sz]e|know"
    r"|understand|escalate|communicate|pay attention|double-check|look|test)"
    r"|made (?:a|an|the|some|several) (?:\w+ ){0,2}?(?:mistakes?|errors?)"
    r"|(?:accidentally|mistakenly|erroneously|wrongly|inadvertently|incorrectly|unintentionally)"
    r" \w{2,}"
    r"|(?:was|were)(?: not|n't) (?:\w+ )?(?:aware|careful)"
    r"|(?:was|were) (?:to blame|at fault|unaware|careless|responsible for the "
    r"(?:outage|incident|failure|mistake|error|downtime))"
    r"|(?:\S+ ){1,20}?by (?:mistake|accident)"
)
_WE_FAILED = (
    r"(?:we|i) (?:(?:had )?forg[eo]t(?:ten)?|failed to|neglected to|overlooked"
    r"|made (?:a|an|the) (?:\w+ ){0,2}?(?:mistake|error))"
)
_NEARLY = (
    r"(?:\s+(?:of|on|in|from|at) (?:the |our |call\b)?\w*|,\s[^,.;]{1,60},)?"
    r"(?:\s+(?!(?:the|an?|that|this|these|its|their|our|which)\b)[\w'-]+){0,3}?\s+"
)
"""What may stand between a person and a failing; behind "the" another subject begins."""
_ONE_OF = r"(?:an? |the |one of (?:the |our )?)?(?:\w+ ){0,2}?"


def english(person: str) -> Iterator[Form]:
    """The forms of English; ``person`` matches whoever can be blamed."""
    by_whom = (
        r"(?:mistakes?|errors?|oversights?|fault|negligence|failures?) (?:made |caused )?"
        rf"(?:by|of|on the part of) {_ONE_OF}{person}"
        rf"|{person}'s? (?:mistake|error|fault|oversight|failure|negligence)"
        rf"|caused by {_ONE_OF}{person}|(?:blame|fault) (?:lies|is|was) with"
        r"|due to (?:an? )?(?:\w+ )?oversight"
    )
    yield Form(_HUMAN_ERROR, _CAUSE, _HOLD, deniable=True)
    yield Form(_CARELESS, _JUDGES, _EASY, deniable=True)
    yield Form(_MORE_CARE, "takes more care for a remedy", _REMEDY)
    yield Form(_HINDSIGHT, "judges with what is known today", _KNOWN)
    yield Form(rf"{person}{_NEARLY}{_OUGHT}|we {_OUGHT}", _UNDONE, _KNOWN)
    yield Form(rf"{person}{_NEARLY}(?:{_FAILED})", _STORY, _EASY)
    yield Form(_WE_FAILED, _STORY, _EASY)
    yield Form(by_whom, _CAUSE, _EASY, deniable=True)


_PERSON_DE = (
    r"(?:kolleg(?:e|in|en|innen)|mitarbeiter(?:in|innen|n)?|entwickler(?:in|innen|n)?"
    r"|administrator(?:in|en)?|admins?|techniker(?:in|n)?|bediener(?:in|n)?|operator(?:en)?"
    r"|ingenieur(?:in|e)?|bereitschaft|team|teams|jemand|er|person|verantwortliche[nr]?)"
)
_OUGHT_DE = r"(?:m[üu]ssen|sollen|wissen|k[öo]nnen)"
_FAILED_DE = (
    r"(?:verga(?:ß|ss|ßen|ssen)|vergessen|vers[äa]umte?n?|[üu]bersah(?:en)?|[üu]bersehen"
    r"|ignorierten?|missachtete?n?)"
)
_GERMAN = (
    Form(r"menschliche[sn]? (?:versagen|fehler)|bedien(?:er)?fehler|anwenderfehler", _CAUSE, _HOLD),
    Form(
        r"fahrl[äa]ssig\w*|nachl[äa]ssig\w*|schlampig\w*|schlamperei|leichtsinn\w*|unachtsam\w*"
        r"|unaufmerksam\w*|nicht aufgepasst|unf[äa]hig\w*",
        _JUDGES,
        _EASY,
        deniable=True,
    ),
    Form(
        rf"\b{_PERSON_DE}\s+h[äa]tten?\s[^.!?]{{0,80}}?{_OUGHT_DE}"
        rf"|h[äa]tten?\s+(?:d(?:er|ie|as)\s+)?{_PERSON_DE}\s[^.!?]{{0,80}}?{_OUGHT_DE}"
        r"|h[äa]tten?\s+(?:es\s+)?(?:besser\s+)?wissen\s+m[üu]ssen",
        _UNDONE,
        _KNOWN,
    ),
    Form(
        rf"\b{_PERSON_DE}\s[^.!?]{{0,60}}?{_FAILED_DE}"
        r"|\bwir (?:haben|hatten)\s[^.!?]{0,60}?(?:vergessen|vers[äa]umt)",
        _STORY,
        _EASY,
    ),
    Form(
        rf"\b{_PERSON_DE}\s[^.!?]{{0,40}}?(?:(?:ist|war|sind|waren) schuld|verschuldet)"
        r"|schuld (?:hat|hatte|tr[äa]gt|trug|lag bei)"
        r"|(?:fehler|versehen|schuld|vers[äa]umnis) (?:von|durch|eines|einer|des|der) (?:\w+ )?"
        rf"{_PERSON_DE}",
        _CAUSE,
        _EASY,
    ),
)

_PERSON_FR = (
    r"(?:ing[ée]nieure?s?|op[ée]rat(?:eur|rice)s?|d[ée]veloppeu(?:r|se)s?|coll[èe]gues?"
    r"|[ée]quipes?|technicien(?:ne)?s?|administrat(?:eur|rice)s?|quelqu'un|il|elle)"
)
_PERSON_ES = (
    r"(?:ingenier[oa]s?|operador(?:a|es)?|desarrollador(?:a|es)?|compa[ñn]er[oa]s?|equipos?"
    r"|t[ée]cnic[oa]s?|administrador(?:a|es)?|alguien|él|ella)"
)
_ROMANCE = (
    Form(
        r"erreurs? humaines?|n[ée]gligen(?:ce|t)|inattention|par la faute d",
        _CAUSE,
        _EASY,
        deniable=True,
    ),
    Form(
        rf"\b{_PERSON_FR}\s(?:[\w']+\s){{0,3}}?(?:aurai(?:t|ent) d[ûu]"
        r"|(?:a|ont|avai(?:t|ent)) (?:oubli[ée]|omis|n[ée]glig[ée]))",
        _STORY,
        _EASY,
    ),
    Form(
        r"error(?:es)? humanos?|negligen(?:cia|te)|por culpa de|descuido de",
        _CAUSE,
        _EASY,
        deniable=True,
    ),
    Form(
        rf"\b{_PERSON_ES}\s(?:\w+\s){{0,3}}?(?:deber[íi]an? haber|debi(?:[óo]|eron) haber"
        r"|(?:se )?olvid(?:[óo]|aron)|omiti(?:[óo]|eron))",
        _STORY,
        _EASY,
    ),
    Form(
        r"erros? humanos?|error[ei] uman[oi]|neglig[êe]ncia|negligenza",
        _CAUSE,
        _EASY,
        deniable=True,
    ),
)
_MORE = (
    Form(
        r"menselijke fout(?:en)?|nalatigheid|onoplettendheid|b[łl][ąa]d ludzki"
        r"|человеческ\w+ ошибк\w+|по вине|халатност\w*",
        _CAUSE,
        _EASY,
        deniable=True,
    ),
)
OTHERS: tuple[Form, ...] = (*_GERMAN, *_ROMANCE, *_MORE)
"""German; French, Spanish, Portuguese and Italian; Dutch, Polish and Russian."""
