"""Writes made-up datasets in the versions of Stata that pandas can write, and what pandas reads in them again.

python make.py
"""

import pandas as pd

COLUMNS = {
    "id": ["m1", "m2", "m3", "Zoë"],
    "wave": [1, 1, 2, 2],
    "score": [3.25, None, 0.1, 4.0],
    "brief": pd.array([0.1, 2.0, None, -7.5], dtype="Float32").to_numpy("float32", na_value=float("nan")),
    "answer": pd.Categorical(["never", "always", "never", None], ["never", "often", "always"], ordered=True),
    "joined": pd.to_datetime(["2024-09-01", "2024-09-02", None, "1959-12-31"]),
    "seen_at": pd.to_datetime(["2024-09-01 10:15:00", "2024-09-02", None, "2025-01-31 23:59:59"], format="ISO8601"),
    "month": pd.to_datetime(["2024-09-01", "2024-10-01", "1959-12-01", "1960-01-01"]),
}
WORDING = {"score": "How much they enjoyed it", "answer": "How often they met"}

frame = pd.DataFrame(COLUMNS)
for version in (114, 117, 118, 119):
    one = frame.copy()
    long = {}
    if version == 114:
        one["id"] = ["m1", "m2", "m3", "Zoe"]
    else:
        one["notes"] = ["went well", "", "a longer text " * 20, "went well"]
        long = {"convert_strl": ["notes"]}
    one.to_stata(
        f"v{version}.dta",
        version=version,
        write_index=False,
        variable_labels=WORDING,
        convert_dates={"joined": "td", "seen_at": "tc", "month": "tm"},
        **long,
    )
    again = pd.read_stata(f"v{version}.dta")
    for name in ("joined", "month"):
        again[name] = again[name].dt.strftime("%Y-%m-%d" if name == "joined" else "%Y-%m")
    again["seen_at"] = again["seen_at"].dt.strftime("%Y-%m-%dT%H:%M:%S").str.removesuffix("T00:00:00")
    again.to_csv(f"v{version}.csv", index=False)
