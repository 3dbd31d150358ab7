"""Documents of two mandates that are renewed side by side, each with a wording of its own."""

from __future__ import annotations

from pathlib import Path

from index.ingest import ingest

_TEXT = """{body}

{symbol}

Resolution {number} ({year})

Adopted by the {body} at its meeting on {day} March {year}

The {body},

{recital},

1. {clause}

2. {second};

3. {third};

4. Decides to remain seized.
"""
_DAMS = {
    "recital": "Expressing concern at the pollution of wells in the villages north of Limassol",
    "second": "Invites engineers to repair the pumps and cisterns before the winter rains begin",
    "third": "Decides that fishermen may sell oil and bread on the market of the harbour by day",
}
_ROADS = {
    "recital": "Noting with satisfaction how many schools opened along the railway to Aleppo",
    "second": "Calls upon drivers to keep off mountain bridges and tunnels while miners work there",
    "third": "Condemns the theft of copper, wool and medicines from warehouses of the Red Crescent",
}
PLAIN = (
    "Requests the Secretary-General to report to it on the work of the mission every three months;"
)
HARBOUR = PLAIN.replace("every three months", "and on the harbour every three months")
MONTHLY = PLAIN.replace("Requests", "Urges")
USES = (
    (2601, 2021, 1, _DAMS, PLAIN),
    (2602, 2021, 2, _ROADS, HARBOUR),
    (2640, 2022, 1, _DAMS, PLAIN),
    (2641, 2022, 2, _ROADS, HARBOUR),
    (2680, 2023, 1, _DAMS, MONTHLY),
    (2681, 2023, 2, _ROADS, HARBOUR),
    (2720, 2024, 1, _DAMS, PLAIN),
)
"""Number, year, day, mandate and clause: the first mandate changes its verb once and goes back."""


def two_lines(home: Path, *, body: str = "Security Council", series: str = "S/RES") -> Path:
    """The index of these documents, in a folder `index` of `home`."""
    home.mkdir(parents=True, exist_ok=True)
    files = []
    for number, year, day, mandate, clause in USES:
        symbol = f"{series}/{number} ({year})"
        file = home / f"{number}.txt"
        file.write_text(
            _TEXT.format(
                body=body,
                symbol=symbol,
                number=number,
                year=year,
                day=day,
                clause=clause,
                **mandate,
            ),
            encoding="utf-8",
        )
        files.append(file)
    ingest(home / "index", files)
    return home / "index"
