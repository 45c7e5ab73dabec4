"""The mapping of Markdown reports: which words of a team's dialect mean what in a record.

Everything is looked up by name: a heading, a label (``**Label**: value``), a column of a table or a
key of the front matter. A name between slashes is a regular expression that has to fit all of it.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from wakebook.model.base import Audience, CategoryName, Items, Slug, Text, Value, Who, fault_at
from wakebook.model.mapping.pattern import Pattern, fault, groups
from wakebook.model.mapping.timeform import TimeForm
from wakebook.model.mapping.zones import ZoneName

MILESTONES = (
    *("started", "detected", "declared", "acknowledged", "triaged", "identified"),
    *("mitigated", "resolved", "closed"),
)
Milestone = Literal[
    "started",
    "detected",
    "declared",
    "acknowledged",
    "triaged",
    "identified",
    "mitigated",
    "resolved",
    "closed",
]
RowKind = Milestone | Literal["observation", "action"]
RowForm = Literal["table", "bullets", "headings", "paragraphs"]
ActionKind = Literal["mitigate", "prevent", "detect", "document", "train"]


def _name(text: str) -> str:
    why = fault(text[1:-1]) if len(text) > 2 and text[0] == text[-1] == "/" else None
    if why is not None:
        raise PydanticCustomError("pattern", "{why}", {"why": why})
    return text


Name = Annotated[Text, AfterValidator(_name)]
"""Words that have to be the same, whatever their letter case, or ``/a pattern/``."""


def _fail(why: str, *route: str | int) -> PydanticCustomError:
    return fault_at("place", why, *route)


class Place(Value):
    """Where something stands in a report; exactly one of front, file, heading and part is given."""

    front: Text | None = Field(None, description="A key of the front matter")
    file: Pattern | None = Field(
        None, description="The file's path, as a pattern with a group `value`"
    )
    heading: Name | None = Field(None, description="The words of a heading; `first` is any")
    part: Items[Name] = Field((), description="What stands below a heading or behind a label")
    in_: Name | None = Field(
        None, alias="in", description="Only where the heading or label stands within this part"
    )
    match: Pattern | None = Field(
        None, description="A pattern that the words begin with; its group `value` is what counts"
    )

    @model_validator(mode="after")
    def _one(self) -> "Place":
        given = [name for name in ("front", "file", "heading", "part") if getattr(self, name)]
        if len(given) != 1:
            raise _fail("says not in one way where it stands; write front, file, heading or part")
        for key, pattern in (("file", self.file), ("match", self.match)):
            if pattern is not None and not groups(pattern) & self.wanted():
                names = " or ".join(f"(?P<{name}>...)" for name in sorted(self.wanted()))
                raise _fail(
                    f"the pattern has no group {names}, which tells what counts; name it", key
                )
        return self

    @classmethod
    def wanted(cls) -> frozenset[str]:
        """The names of groups of which a pattern has to have one."""
        return frozenset({"value"})


class Shown(Place):
    """A place whose words stand in the post-mortem, too."""

    section: Text | None = Field(
        None, description="The post-mortem's section that takes the words as they are"
    )


class Worded(Shown):
    """A place of words that stand for something here."""

    words: dict[str, Text] = Field(default_factory=dict, description="What each word means here")


class Categories(Shown):
    """A place of categories."""

    words: dict[str, CategoryName] = Field(
        default_factory=dict, description="Which category of the taxonomy each word is"
    )


class Figure(Shown):
    """A figure that the report itself states."""

    measure: Text = Field(description="What it measures, such as repair, resolve, detect, recover")
    clocks: dict[str, Pattern] = Field(
        default_factory=dict,
        description="Clocks other than the wall's, by a pattern that the words hold",
    )


class Span(Shown):
    """Times of milestones in one sentence: the pattern's groups have the milestones' names."""

    match: Pattern = Field(description="A pattern whose groups are named after milestones")

    @classmethod
    def wanted(cls) -> frozenset[str]:
        """Milestones."""
        return frozenset(MILESTONES)


class KindOf(Value):
    """Rows of which kind the words tell."""

    match: Pattern = Field(description="A pattern that the row's words hold")
    kind: RowKind = Field(description="What such a row is in the log")


class Columns(Value):
    """The columns of a table, by the words above them or their number from 1."""

    time: Name | int = Field(description="When it was")
    text: Name | int | None = Field(None, description="What happened")
    label: Name | int | None = Field(None, description="What kind of row it is")


class Rows(Shown):
    """Rows that become entries of the log."""

    rows: Items[RowForm] = Field(
        min_length=1,
        description="What a row is: of a table, a bullet, a heading with its text, a paragraph",
    )
    columns: Columns | None = Field(None, description="The table's columns")
    labels: dict[str, RowKind] = Field(
        default_factory=dict, description="What a row with this label is"
    )
    kinds: Items[KindOf] = Field((), description="What a row is by its words; the first that fits")
    first: RowKind | None = Field(None, description="What the first row is")
    last: RowKind | None = Field(None, description="What the last row is")

    @classmethod
    def wanted(cls) -> frozenset[str]:
        """A row is found by its time."""
        return frozenset({"time"})

    @model_validator(mode="after")
    def _readable(self) -> "Rows":
        if "table" in self.rows and self.columns is None:
            raise _fail("a table needs `columns`; name at least that of the time")
        if {*self.rows} != {"table"} and self.match is None:
            raise _fail("needs `match`, a pattern with which a row begins and its group `time`")
        return self


class Actions(Place):
    """Bullets that become action items."""

    section: Text = Field("Action items", description="The section that takes the words")
    kind: ActionKind = Field(description="What an item is good for")
    kinds: dict[ActionKind, Pattern] = Field(
        default_factory=dict, description="Other kinds, by a pattern that the words hold"
    )
    done: Pattern | None = Field(None, description="What the words of a done item hold")
    none: Items[Name] = Field((), description="Words that say that there is no item, such as N/A")


class Section(Place):
    """A part that becomes a section of the post-mortem."""

    title: Text | None = Field(None, description="The section's heading; the part's if absent")


class People(Place):
    """A list of people; who is in nobody's table is left out."""

    section: Text = Field("People", description="The section that lists who is kept")
    external: bool = Field(default=False, description="Keep the others as `external:` words")
    known: dict[str, Who] = Field(default_factory=dict, description="Who is meant by which words")

    def who(self, name: str) -> str | None:
        """Who is meant by a name; None for somebody who is left out."""
        meant = {words.casefold(): who for words, who in self.known.items()}
        return meant.get(name.casefold()) or (f"external: {name}" if self.external else None)


class Dropped(Place):
    """What is left behind."""

    why: Text = Field(description="Why it is left behind, for the report of losses")


class Link(Value):
    """Links that become references."""

    match: Pattern = Field(description="A pattern of addresses; its group `id` is the other id")
    system: Text = Field(description="The other system, such as jira or github")

    @model_validator(mode="after")
    def _named(self) -> "Link":
        if "id" not in groups(self.match):
            raise _fail(
                "the pattern has no group (?P<id>...), the other system's id; name it", "match"
            )
        return self


class Correction(Value):
    """A time that a file has wrong, put right by whoever imports it."""

    file: Text = Field(description="The file, as a pattern of names such as 2021-06-09*")
    written: Text = Field(description="The time's words there")
    meant: Text = Field(description="The words that they should be")


class Times(Value):
    """How times are written, and in which zone."""

    zone: ZoneName | None = Field(
        None, description="The zone where a file says none: Europe/Prague"
    )
    said: Items[Pattern] = Field(
        (), description="Patterns by which a line tells the file's zone; their group is `zone`"
    )
    names: dict[str, ZoneName] = Field(
        default_factory=dict, description="What a zone's name means: an IANA name, or +01:00"
    )
    formats: Items[TimeForm] = Field((), description="Forms of times: %Y-%m-%d %H:%M")
    days: Items[TimeForm] = Field((), description="Forms of headings that are days: %B %d")
    dates: Literal["never", "follow", "follow past midnight"] = Field(
        "never",
        description=(
            "Whether a time without a date is on the day of the row before or of the file;"
            " past midnight: an earlier hour is on the next day"
        ),
    )
    corrections: Items[Correction] = Field((), description="Times that files have wrong")

    @model_validator(mode="after")
    def _told(self) -> "Times":
        for number, pattern in enumerate(self.said):
            if "zone" not in groups(pattern):
                why = "the pattern has no group (?P<zone>...), the zone's name; name it"
                raise _fail(why, "said", number)
        return self


class MarkdownMapping(Value):
    """One page of YAML that tells how a team's reports in Markdown become records."""

    system: Slug = Field(max_length=40, description="The source's name, in every record's origin")
    files: Items[Text] = Field(min_length=1, description="Which files are reports: *.md")
    audience: Audience = Field("staff", description="Who may read what is imported")
    times: Times = Field(description="How times are written, and in which zone")
    each: Items[Name] = Field((), description="Parts that each tell of an incident of their own")
    id: Items[Place] = Field((), description="The source's own id; the file's name if absent")
    title: Items[Place] = Field((), description="What happened, in one line")
    date: Items[Place] = Field((), description="The day that the report is about")
    summary: Items[Shown] = Field((), description="What happened, in a few sentences")
    severity: Items[Worded] = Field((), description="The severity's word, and its level here")
    category: Items[Categories] = Field((), description="The category's words")
    components: Items[Shown] = Field((), description="Components, separated by commas")
    milestones: Items[Span] = Field((), description="Milestones in one sentence")
    stated: Items[Figure] = Field((), description="Figures that the report states")
    log: Items[Rows] = Field((), description="Rows that become entries of the log")
    actions: Items[Actions] = Field((), description="Bullets that become action items")
    sections: Items[Section] = Field((), description="Parts that become sections")
    people: Items[People] = Field((), description="Lists of people")
    drop: Items[Dropped] = Field((), description="What is left behind, with the reason")
    links: Items[Link] = Field((), description="Links that become references")
