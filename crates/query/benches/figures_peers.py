"""Asks DuckDB what `cargo bench -p query --bench figures` asked DataFusion: the same statements, files and views.

    pip install duckdb
    python3 crates/query/benches/figures_peers.py target/figures-1000000

Prints the middle of five times of each, and whether the rows are the same. DuckDB gives its rows as Python tuples, as ours are
rows of cells; the time in which it only gives columns (`fetchnumpy`) stands beside it. Two threads, as ours. Ends with 1 if rows
differ, or if ours take more than RATIO_OF_SUM times as long as its rows in all, or RATIO_OF_ONE times for one statement.
"""

import datetime
import hashlib
import json
import pathlib
import re
import statistics
import sys
import time

import duckdb

TIMES = 5
RATIO_OF_SUM = 1.6
RATIO_OF_ONE = 2.0
HIDDEN = {"span", "revision", "seq_from", "seq_to"}
LEDGERS = ["patents", "pledged-rights", "foreign-rights", "awards"]


def main(folder):
    ours = json.loads((folder / "datafusion.json").read_text())
    parameters = {name: typed(value) for name, value in ours["parameters"].items()}
    known = parameters["known"]
    database = duckdb.connect(config={"threads": 2})
    for ledger in LEDGERS:
        view(database, folder / ledger, ledger.replace("-", "_"), parameters["as_of"], known)
    print(f"DuckDB {duckdb.__version__}, {ours['records']} patents, milliseconds")
    print(f"{'':<20} {'DataFusion':>10} {'DuckDB':>10} {'ratio':>6} {'columns':>10} {'ratio':>6}  rows")
    sums = [0.0, 0.0, 0.0]
    missed = []
    for name, of_ours in ours["statements"].items():
        sql = (pathlib.Path(__file__).parent / "figures" / f"{name}.sql").read_text()
        used = {key: value for key, value in parameters.items() if re.search(rf"\${key}\b", sql)}
        rows, theirs = measure(lambda: database.execute(sql, used).fetchall())
        _, columns = measure(lambda: database.execute(sql, used).fetchnumpy())
        same = "same" if digest(rows) == of_ours["sha256"] else "DIFFERENT"
        line(name, of_ours["ms"], theirs, columns, f"{len(rows)} {same}")
        if same != "same":
            missed.append(f"{name}: other rows")
        if of_ours["ms"] > RATIO_OF_ONE * theirs:
            missed.append(f"{name}: more than {RATIO_OF_ONE} times as long")
        sums = [total + more for total, more in zip(sums, (of_ours["ms"], theirs, columns))]
    line("sum", *sums, "")
    if sums[0] > RATIO_OF_SUM * sums[1]:
        missed.append(f"sum: more than {RATIO_OF_SUM} times as long")
    for what in missed:
        print(f"not reached: {what}")
    return 1 if missed else 0


def line(name, ours, theirs, columns, rest):
    print(f"{name:<20} {ours:>10.1f} {theirs:>10.1f} {ours / theirs:>6.2f} {columns:>10.1f} {ours / columns:>6.2f}  {rest}")


def view(database, folder, table, as_of, known):
    """The view that `crates/query/src/view.rs` makes: only the open intervals from the cut of the base on."""
    path = str(folder / "open.parquet").replace("'", "''")
    columns = [row[0] for row in database.execute(f"describe select * from '{path}'").fetchall()]
    shown = ", ".join(f'"{column}"' for column in columns if column not in HIDDEN)
    database.execute(
        f"create view {table} as select {shown} from '{path}' "
        f"where valid_from <= date '{as_of}' and valid_to > date '{as_of}' and seq_from <= {known} and seq_to > {known}"
    )


def measure(ask):
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        rows = ask()
        times.append((time.perf_counter() - began) * 1000)
    return rows, statistics.median(times)


def typed(value):
    is_day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return datetime.date.fromisoformat(value) if is_day else value


def digest(rows):
    """Each row a line of JSON, in the order of the keys, as the benchmark does it."""
    sha256 = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row[0].encode()):
        sha256.update(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str).encode())
        sha256.update(b"\n")
    return sha256.hexdigest()


sys.exit(main(pathlib.Path(sys.argv[1])))
