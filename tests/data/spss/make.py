"""Writes a made-up dataset as SPSS would, with pyreadstat and with GNU PSPP, and what pyreadstat reads in it.

pip install pyreadstat pandas; apt install pspp; python make.py
"""

import subprocess

import pandas as pd
import pyreadstat

frame = pd.DataFrame(
    {
        "id": ["m1", "m2", "m3", "Zoë"],
        "wave": [1, 1, 2, 2],
        "score": [3.25, None, 0.1, -40000.5],
        "answer": [1.0, 3.0, 9.0, None],
        "some_have_labels": [1.0, 2.0, 5.0, 9.0],
        "site": ["n", "s", "n", ""],
        "joined": pd.to_datetime(["2024-09-01", "2024-09-02", None, "1959-12-31"]).date,
        "seen_at": pd.to_datetime(["2024-09-01 10:15:00", "2024-09-02 00:00:00", None, "2025-01-31 23:59:59"], format="ISO8601"),
        "a_name_that_is_longer_than_eight_letters": [1.0, 2.0, 3.0, 4.0],
        "notes": ["went well", "", "a longer text. " * 50 + "end", "é" * 200],
    }
)
# `DataFrame.date` leaves a day that is missing as NaT.
frame["joined"] = frame["joined"].where(frame["joined"].notna(), None)
arguments = {
    "column_labels": {"score": "How much they enjoyed it", "answer": "Wie oft trefft ihr euch übers Jahr?"},
    "variable_value_labels": {
        "answer": {1.0: "never", 2.0: "often", 3.0: "always", 9.0: "refused"},
        "some_have_labels": {1.0: "low", 5.0: "high", 9.0: "refused"},
        "site": {"n": "North", "s": "South"},
    },
    "missing_ranges": {"answer": [9], "some_have_labels": [{"lo": 8, "hi": 99}]},
}
pyreadstat.write_sav(frame, "plain.sav", **arguments)
pyreadstat.write_sav(frame, "rows.sav", row_compress=True, **arguments)
pyreadstat.write_sav(frame, "blocks.zsav", compress=True, **arguments)
for name, kind in [("pspp.sav", ""), ("pspp.zsav", " /ZCOMPRESSED")]:
    syntax = f"GET FILE='plain.sav'.\nSAVE OUTFILE='{name}'{kind}.\n"
    subprocess.run(["pspp", "-o", "/dev/null", "-O", "format=txt", "/dev/stdin"], input=syntax, text=True, check=True)

again, meta = pyreadstat.read_sav("plain.sav", user_missing=True)
LABELLED = ["answer", "site"]
for name in LABELLED:
    again[name] = again[name].map(meta.variable_value_labels[name]).fillna("")
# A value that is declared missing is its label, whatever the others are.
again["some_have_labels"] = again["some_have_labels"].map(lambda code: "refused" if code == 9 else code)
again["joined"] = again["joined"].map(lambda day: "" if pd.isna(day) else str(day)[:10])
again["seen_at"] = again["seen_at"].map(lambda at: "" if pd.isna(at) else at.strftime("%Y-%m-%dT%H:%M:%S").removesuffix("T00:00:00"))
again.to_csv("expected.csv", index=False)
