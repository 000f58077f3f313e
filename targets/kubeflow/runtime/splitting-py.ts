/** steps/splitting.py: parts by key or by time. */
export const SPLITTING = String.raw`
"""Divides rows into parts. The same rows always give the same parts."""

from steps import tables


def by_key(rows: str, keys: list[str], parts: list[tuple[str, float]]) -> None:
    """Rows with equal keys stay together. The shares are those of the keys, not of the rows."""
    joined = " || chr(31) || ".join(f"coalesce(CAST({tables.quoted(key)} AS VARCHAR), chr(0))" for key in keys)
    # The first 32 bits of MD5 are as good as random and the same in every version of every database.
    write_parts(rows, f"CAST('0x' || left(md5({joined}), 8) AS UBIGINT) / 4294967296.0", parts)


def by_time(rows: str, column: str, parts: list[tuple[str, float]]) -> None:
    """The first part holds the earliest rows. Rows of one moment stay together; rows without time come last."""
    write_parts(
        rows, f"(rank() OVER (ORDER BY {tables.quoted(column)} NULLS LAST) - 1.0) / count(*) OVER ()", parts
    )


def write_parts(rows: str, position: str, parts: list[tuple[str, float]]) -> None:
    connection = tables.connect()
    connection.execute(
        f"CREATE TABLE placed AS SELECT *, {position} AS part_position, row_number() OVER () AS row_position "
        f"FROM ({tables.rows_query(rows)})"
    )
    low = 0.0
    for index, (output, share) in enumerate(parts):
        # The last part takes what rounding leaves.
        high = 2.0 if index == len(parts) - 1 else round(low + share, 12)
        count = tables.save(
            connection,
            "SELECT * EXCLUDE (part_position, row_position) FROM placed "
            f"WHERE part_position >= {low} AND part_position < {high} ORDER BY row_position",
            output,
        )
        print(f"part {index + 1}: {count:,} rows")
        low = high
`.trimStart();
