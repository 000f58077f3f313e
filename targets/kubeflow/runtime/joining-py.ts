/** steps/joining.py: runs the SQL of a join step. */
export const JOINING = String.raw`
"""Joins rows with features: the SQL of each join step is a file of its own in sql/."""

from pathlib import Path

from steps import tables
from steps.sources import SOURCES

SQL = Path(__file__).resolve().parent.parent / "sql"


def join(step: str, rows: str, sources: list[str], data_root: str, output: str) -> int:
    """Runs sql/<step>.sql over the rows, there called examples, and over the sources."""
    connection = tables.connect()
    # The position keeps the order of the rows and tells two equal ones apart.
    connection.execute(
        f"CREATE TABLE examples AS SELECT row_number() OVER () AS example_id, * FROM ({tables.rows_query(rows)})"
    )
    for name in sources:
        query = tables.source_query(connection, SOURCES[name], data_root)
        connection.execute(f"CREATE VIEW {tables.quoted(name)} AS {query}")
    count = tables.save(connection, (SQL / f"{step}.sql").read_text(encoding="utf-8"), output)
    ((expected,),) = connection.execute("SELECT count(*) FROM examples").fetchall()
    if count != expected:
        raise ValueError(
            f"{step}: {expected:,} rows became {count:,}; a table that is joined by its key has several rows for one key"
        )
    print(f"joined features to {count:,} rows")
    return count
`.trimStart();
