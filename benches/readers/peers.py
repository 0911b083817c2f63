"""One reader reads every cell of one file, on one core: rows, filled cells, seconds, seconds of processors, megabytes."""

import os
import resource
import sys
import time

reader, path = sys.argv[1], sys.argv[2]
os.environ["POLARS_MAX_THREADS"] = "1"
is_text = path.endswith(".csv")

if reader == "pandas":
    import pandas

    if not is_text:
        import openpyxl  # the default engine for workbooks
elif reader == "polars":
    import polars

    if not is_text:
        import fastexcel  # the default engine for workbooks
else:
    import duckdb

    db = duckdb.connect()
    db.execute("set threads = 1")
    if not is_text:
        db.execute("load excel")

start, used = time.perf_counter(), time.process_time()
if reader == "pandas":
    table = pandas.read_csv(path) if is_text else pandas.read_excel(path)
    rows, cells = len(table), int(table.notna().sum().sum())
elif reader == "polars":
    table = polars.read_csv(path) if is_text else polars.read_excel(path)
    rows, cells = table.height, sum(table.height - column.null_count() for column in table)
else:
    source = f"read_csv('{path}')" if is_text else f"read_xlsx('{path}')"
    db.execute(f"create temp table t as select * from {source}")
    names = [row[0] for row in db.execute("describe t").fetchall()]
    counts = ", ".join(f'count("{name}")' for name in names)
    rows, *filled = db.execute(f"select count(*), {counts} from t").fetchone()
    cells = sum(filled)
clock, used = time.perf_counter() - start, time.process_time() - used
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
print(rows, cells, clock, used, memory)
