"""What the bytes alone cost: to read the exports once from the page cache, and to encode the warehouse's columns with zstd."""

import io
import statistics
import sys
import time
from pathlib import Path

ROUNDS = 5
# The level at which the warehouse is written.
LEVEL = 3


def median(work, rounds=ROUNDS):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def read(files, buffer=bytearray(1 << 20)):
    for path in files:
        with open(path, "rb", buffering=0) as file:
            while file.readinto(buffer):
                pass


def main(folder, warehouse):
    exports = sorted((Path(folder) / "inbox").glob("*"))
    size = sum(path.stat().st_size for path in exports)
    read(exports)
    print("| limit | MB | seconds |\n|---|---:|---:|")
    print(f"| exports read once from the page cache, one thread | {size / 1e6:.0f} | {median(lambda: read(exports)):.2f} |")
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        print("left out: encoding the warehouse: no pyarrow", file=sys.stderr)
        return
    seconds = written = 0.0
    for path in sorted(Path(warehouse).glob("*/program=*/*.parquet")):
        if path.parent.parent.name in ("vault", "quarantine"):
            continue
        table = parquet.read_table(path, partitioning=None)
        buffer = io.BytesIO()
        encode = lambda: (buffer.seek(0), parquet.write_table(table, buffer, compression="zstd", compression_level=LEVEL))
        seconds += median(encode, 3)
        written += buffer.tell()
    print(f"| the warehouse's tables encoded once, zstd {LEVEL}, one thread | {written / 1e6:.0f} | {seconds:.2f} |")


main(*sys.argv[1:3])
