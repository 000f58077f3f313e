/** steps/tables.py: how every step reads and writes rows. */
export const TABLES = String.raw`
"""Rows as Parquet files, read and written by DuckDB. All times are in UTC."""

import os
from dataclasses import dataclass

import duckdb

READERS = {"parquet": "read_parquet", "csv": "read_csv", "jsonl": "read_json"}


@dataclass(frozen=True)
class Source:
    """Where rows come from, and the type that each column is cast to."""

    location: str
    format: str
    columns: dict[str, str | None]


def connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def resolve(location: str, data_root: str) -> str:
    """A URI and an absolute path stand for themselves; anything else lies below data_root."""
    if "://" in location or os.path.isabs(location):
        return location
    return data_root.rstrip("/") + "/" + location if data_root else location


def allow_remote(connection: duckdb.DuckDBPyConnection, location: str) -> None:
    """Lets DuckDB read object stores, with the credentials that the machine has."""
    if location.startswith("s3://"):
        for extension in ("httpfs", "aws"):
            connection.install_extension(extension)
            connection.load_extension(extension)
        connection.execute("CREATE SECRET IF NOT EXISTS machine (TYPE s3, PROVIDER credential_chain)")
    elif "://" in location:
        connection.install_extension("httpfs")
        connection.load_extension("httpfs")


def source_query(connection: duckdb.DuckDBPyConnection, source: Source, data_root: str) -> str:
    """SQL that gives the rows of a source with its declared columns and types."""
    location = resolve(source.location, data_root)
    allow_remote(connection, location)
    if location.endswith("/") or os.path.isdir(location):
        location = location.rstrip("/") + "/**/*." + source.format
    columns = [
        quoted(name) if kind is None else f"CAST({quoted(name)} AS {kind}) AS {quoted(name)}"
        for name, kind in source.columns.items()
    ]
    return f"SELECT {', '.join(columns) or '*'} FROM {READERS[source.format]}({text(location)})"


def rows_query(path: str) -> str:
    return f"SELECT * FROM read_parquet({text(path)})"


def save(connection: duckdb.DuckDBPyConnection, query: str, path: str) -> int:
    """Writes the rows of a query as Parquet and returns how many they are."""
    folder = os.path.dirname(path)
    if folder and "://" not in path:
        os.makedirs(folder, exist_ok=True)
    connection.sql(query).write_parquet(path, compression="zstd")
    return connection.execute(f"SELECT count(*) FROM read_parquet({text(path)})").fetchall()[0][0]


def read(source: Source, data_root: str, output: str, where: str = "TRUE") -> int:
    connection = connect()
    count = save(connection, f"SELECT * FROM ({source_query(connection, source, data_root)}) WHERE {where}", output)
    print(f"read {count:,} rows from {resolve(source.location, data_root)}")
    return count


def keep(rows: str, where: str, output: str) -> int:
    """Keeps the rows for which the condition holds; unknown is not true."""
    count = save(connect(), f"SELECT * FROM ({rows_query(rows)}) WHERE {where}", output)
    print(f"kept {count:,} rows")
    return count


def write(rows: str, location: str, data_root: str, format: str, mode: str, run: str) -> None:
    """Replaces what is at the location, or adds one file to the folder there, named after the run."""
    target = resolve(location, data_root)
    if mode == "append" or target.endswith("/"):
        target = f"{target.rstrip('/')}/{run if mode == 'append' else 'rows'}.{format}"
    connection = connect()
    allow_remote(connection, target)
    if "://" not in target:
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    options = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json"}
    connection.execute(f"COPY ({rows_query(rows)}) TO {text(target)} ({options[format]})")
    print(f"wrote {target}")
`.trimStart();
