"""Small inline SVG: intervals on a scale of errors, and lines over steps. Colours come from the page's style."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gonogo.report.page import attribute, text

_DECADES = 3.8  # the scale ends at 1 - 10^-3.8; what is above stands at its end
TICKS = ((0.0, "0"), (0.9, "0.9"), (0.99, "0.99"), (0.999, "0.999"), (1.0, "1"))


def at(share: float) -> float:
    """Return where a share stands on the scale, 0 to 1: each tick is ten times fewer errors than the one before."""
    return min(1.0, -math.log10(max(1e-9, 1.0 - share)) / _DECADES)


def intervals(rows: Sequence[tuple[str, float, float, float]], bar: float, width: int = 190) -> str:
    """Return intervals under each other.

    Args:
        rows: the class of each (``a`` or ``b``), its value, its lower and its upper end.
        bar: where a dashed line stands.
        width: in pixels.
    """
    height, edge = 9 * len(rows) + 3, 4
    inner = width - 2 * edge

    def x(share: float) -> str:
        return f"{edge + inner * at(share):.1f}"

    parts = [f'<line class="bar" x1="{x(bar)}" x2="{x(bar)}" y1="0" y2="{height}"/>']
    for i, (name, value, low, high) in enumerate(rows):
        y = 6 + 9 * i
        parts.append(f'<line class="{name}" x1="{x(low)}" x2="{x(high)}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="f{name}" cx="{x(value)}" cy="{y}" r="3"/>')
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg {box} aria-hidden="true">{"".join(parts)}</svg>'


def scale(width: int = 190) -> str:
    """Return the scale that belongs to :func:`intervals`."""
    edge = 4
    inner = width - 2 * edge
    parts = []
    for share, name in TICKS:
        x = edge + inner * at(share)
        anchor = "start" if share == 0 else "middle"
        parts.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="12" y2="16"/>')
        parts.append(f'<text x="{x:.1f}" y="10" text-anchor="{anchor}">{name}</text>')
    return f'<svg width="{width}" height="16" viewBox="0 0 {width} 16" aria-hidden="true">{"".join(parts)}</svg>'


def lines(
    title: str, steps: Sequence[float], series: Sequence[tuple[str, str, Sequence[float | None]]],
    *, top: float | None = 1.0, note: str = "",
) -> str:  # fmt: skip
    """Return a chart of lines over steps, as a figure.

    Args:
        title: above the chart.
        steps: the x values, ascending.
        series: per line its name, its class (``a`` or ``b``) and a value per step, None where there is none.
        top: the upper end of the scale; None: the largest value.
        note: at the right of the title.
    """
    width, height, left, base = 280, 96, 30, 82
    known = [value for _, _, values in series for value in values if value is not None]
    highest = top if top is not None else (max(known, default=1.0) or 1.0)
    first, last = (steps[0], steps[-1]) if steps else (0.0, 1.0)

    def point(step: float, value: float) -> tuple[str, str]:
        across = (step - first) / (last - first) if last > first else 0.5
        return f"{left + (width - left - 6) * across:.1f}", f"{base - 70 * value / highest:.1f}"

    parts = [f'<line class="axis" x1="{left}" x2="{width - 6}" y1="{y}" y2="{y}"/>' for y in (12, 47, base)]
    parts.append(f'<text x="{left - 4}" y="16" text-anchor="end">{_short(highest)}</text>')
    parts.append(f'<text x="{left - 4}" y="{base + 3}" text-anchor="end">0</text>')
    parts.append(f'<text x="{left}" y="{height - 2}">{text(_short(first))}</text>')
    parts.append(f'<text x="{width - 6}" y="{height - 2}" text-anchor="end">step {text(_short(last))}</text>')
    for _, name, values in series:
        for run in _runs(steps, values):
            dots = [point(step, value) for step, value in run]
            if len(dots) > 1:
                parts.append(f'<polyline class="{name}" points="{" ".join(map(",".join, dots))}"/>')
            if len(dots) == 1 or len(steps) <= 12:
                parts += [f'<circle class="f{name}" cx="{x}" cy="{y}" r="2.2"/>' for x, y in dots]
    legend = " ".join(f'<span class="k{name}">● {text(label)}</span>' for label, name, _ in series if label)
    caption = f"<figcaption><span>{text(title)} {legend}</span><span>{text(note)}</span></figcaption>"
    picture = f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{attribute(title)}">{"".join(parts)}</svg>'
    return f"<figure>{caption}{picture}</figure>\n"


def _runs(steps: Sequence[float], values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """Return stretches without a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for step, value in zip(steps, values, strict=True):
        if value is not None:
            found[-1].append((step, value))
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def _short(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) or abs(number) >= 100 else f"{number:.2g}"
