"""A small invented delivery that asks questions of every kind, and what came on file later."""

import json
from pathlib import Path

ADA = {"role": "victim", "forename": "Ada", "surname": "Quillfeather", "dob": "1990-02-03", "phone": "07700 900111"}
BRANDAUER = {"role": "suspect", "forename": "Colm", "surname": "Brandauer", "relationship": "ex-partner"}
VARLEY = {"role": "suspect", "forename": "Colm", "surname": "Varley", "relationship": "ex-partner"}
BEA = {"role": "victim", "forename": "Bea", "surname": "Ormerod", "dob": "1985-07-19"}
NOBODY = {"role": "suspect"}
LOVELL = {"role": "suspect", "forename": "Iwan", "surname": "Lovell", "dob": "1980-01-01"}
# fmt: off
# ruff: noqa: E501
FIRST = (
    ("RR1", "2026-01-03T10:00", [ADA, BRANDAUER], "Ex-partner Colm keeps ringing her, forty calls a day. She told him to stop. He waits outside her house. She is scared and has changed the locks."),
    ("RR2", "2026-01-20T18:30", [ADA, BRANDAUER], "Her ex has followed her to work again and sat in his car watching the house all night. He said he will kill her. She is terrified and is staying with her mother."),
    ("RR3", "2026-02-02T09:15", [ADA, VARLEY], "Her ex sent flowers to her work and turned up at her gym. She had told him not to contact her. She is frightened."),
    ("RR4", "2026-02-11T21:00", [BEA, LOVELL], "Iwan Lovell, her ex, drove past her house six times and left notes on her car. She told him to leave her alone."),
    ("RR5", "2026-02-12T22:10", [BEA, NOBODY], "Unknown person has left notes on her car and slashed her tyres in the night. She is frightened."),
)
LATER = (("RR6", "2026-02-20T08:00", [ADA, BRANDAUER], "Her ex has messaged her from new accounts all week and waited outside her work. She is scared."),)


def write(path: Path, *more: tuple[object, ...]) -> Path:
    """Write the first reports and some more as a delivery."""
    rows = [
        {
            "report_id": i,
            "recorded_at": at,
            "offence": "Malicious communications",
            "narrative": text,
            "persons": persons,
        }
        for i, at, persons, text in (*FIRST, *more)
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path
