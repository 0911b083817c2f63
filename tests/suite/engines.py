"""Runs the queries of a job on DuckDB over the same Parquet files and prints their rows: a second engine for every measure.

The job (standard input, JSON) holds the tables with their files and columns, the views, and the queries by name.
"""

import json
import sys

import duckdb

job = json.load(sys.stdin)
engine = duckdb.connect()
for table in job["tables"]:
    if table["files"]:
        files = ", ".join("'" + file.replace("'", "''") + "'" for file in table["files"])
        # The folder's name holds the program, which the files hold as well.
        engine.execute(
            f"create view {table['name']} as select * from read_parquet([{files}], hive_partitioning = false)"
        )
    else:
        engine.execute(f"create table {table['name']} ({', '.join(table['columns'])})")
for name, sql in job["views"]:
    engine.execute(f"create view {name} as {sql}")
answers = []
for name, queries in job["queries"]:
    rows = []
    for sql in queries:
        try:
            rows.append([list(row) for row in engine.execute(sql).fetchall()])
        except duckdb.Error as error:
            rows.append(f"{error}")
    answers.append([name, rows])
json.dump(answers, sys.stdout, default=str)
