"""Counts the frequency tables of a job (standard input) in DuckDB, and prints a line with the time and the rows."""

import json
import sys
import time

import duckdb

job = json.load(sys.stdin)
start = time.perf_counter()
engine = duckdb.connect()
for name, files in job["tables"]:
    if files:
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        engine.execute(f"create view {name} as select * from read_parquet([{listed}], hive_partitioning = false)")
for name, sql in job["views"]:
    kind = "table" if "\n-- kept" in sql or name == "segments" else "view"
    try:
        engine.execute(f"create {kind} {name} as {sql}")
    except duckdb.CatalogException:
        # A table without a row has no file: what reads it gives nothing.
        pass
rows = left_out = 0
slowest = []
for name, queries in job["queries"]:
    began = time.perf_counter()
    for sql in queries:
        try:
            engine.execute(f"create or replace temp table counted as {sql}")
            rows += engine.execute("select count(*) from counted").fetchone()[0]
        except duckdb.CatalogException:
            left_out += 1
    slowest.append((time.perf_counter() - began, name))
seconds = time.perf_counter() - start
words = ", ".join(f"{name} {seconds:.2f}" for seconds, name in sorted(slowest, reverse=True)[:5])
print(f"| DuckDB {duckdb.__version__} | {seconds:.2f} | {rows} |\n\n{left_out} queries about tables without rows left out; slowest: {words}")
