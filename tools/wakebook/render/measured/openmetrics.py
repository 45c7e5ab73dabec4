"""Figures as OpenMetrics 1.0 text, which Prometheus scrapes and Grafana draws.

Lengths are seconds, shares ratios from 0 to 1; the label ``stat`` tells the statistics apart.
"""

from collections.abc import Iterator

from wakebook.model.figure import Figure, Section
from wakebook.render.measured.report import Told


def render(told: Told) -> str:
    """One exposition, with its end."""
    lines = [line for section in told.sections for line in _lines(section, told.by)]
    return "\n".join([*lines, "# EOF"]) + "\n"


def _lines(section: Section, by: str) -> Iterator[str]:
    definition = section.definition
    name = f"wakebook_{definition.name.replace('-', '_').replace('.', '__')}"
    unit = {"count": "", "share": "ratio", "within": "ratio"}.get(definition.figure, "seconds")
    whole = f"{name}_{unit}" if unit else name
    yield f"# TYPE {whole} gauge"
    if unit:
        yield f"# UNIT {whole} {unit}"
    yield f"# HELP {whole} {_escaped(definition.text)}"
    for figure in section.figures:
        for stat, value in _numbers(figure):
            labels = f'stat="{stat}"'
            labels += f',{by}="{_escaped(figure.group)}"' if by != "all" else ""
            yield f"{whole}{{{labels}}} {value}"
    if unit:
        yield f"# TYPE {name}_incidents gauge"
        yield f"# HELP {name}_incidents How many count, and how many are left out."
        for figure in section.figures:
            group = f',{by}="{_escaped(figure.group)}"' if by != "all" else ""
            left = sum(count for _, count in figure.left_out)
            yield f'{name}_incidents{{counted="yes"{group}}} {figure.n}'
            yield f'{name}_incidents{{counted="no"{group}}} {left}'


def _numbers(figure: Figure) -> Iterator[tuple[str, float]]:
    if figure.headline in ("count", "share"):
        told = {"value": figure.value}
    else:
        told = {"mean": figure.mean, "median": figure.median, "p90": figure.p90}
    if figure.interval is not None:
        told |= {"low": figure.interval.low, "high": figure.interval.high}
    yield from ((stat, value) for stat, value in told.items() if value is not None)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
