"""What `mentorlens ingest` writes, by DuckDB alone: the same reshaping to Parquet, without a check, a key or a count.

    VENV/bin/python benches/peers/duckdb_copy.py FOLDER OUT

A survey's wide rows become a row for each answer; all tables are written with zstd. Texts stay raw ids: nothing is hashed.
"""

import shutil
import sys
from pathlib import Path

import duckdb

TABLES = {
    "people": "select id as person_id, role, site, cohort, enrolled::date as enrolled_on from read_csv('{inbox}/people-*.csv')",
    "attributes": "unpivot (select id as person_id, grade::varchar as grade, gender from read_csv('{inbox}/people-*.csv')) "
    "on grade, gender into name attribute value value",
    "matches": "select id as match_id, mentor as mentor_id, mentee as mentee_id, setting, mode, \"from\"::date as matched_on, "
    "\"to\"::date as ended_on, why as closure_cause from read_csv('{inbox}/matches-*.csv')",
    "meetings": "select match as match_id, day::date as held_on, minutes, channel from read_csv('{inbox}/meetings-*.csv')",
    "mentee_responses": "unpivot (from read_csv('{inbox}/mentee_survey-*.csv')) on columns('^q[0-9]+$') into name item value value",
    "mentor_responses": "unpivot (from read_csv('{inbox}/mentor_survey-*.csv')) on columns('^m[0-9]+$') into name item value value",
    "outcomes": "select id as person_id, wave, day::date as observed_on, 'gpa' as measure, gpa as value "
    "from read_csv('{inbox}/school-*.csv')",
}


def main(folder, out):
    shutil.rmtree(out, ignore_errors=True)
    Path(out).mkdir(parents=True)
    connection = duckdb.connect()
    for name, query in TABLES.items():
        query = query.format(inbox=Path(folder) / "inbox")
        connection.execute(f"copy ({query}) to '{out}/{name}.parquet' (format parquet, compression zstd)")


main(*sys.argv[1:3])
