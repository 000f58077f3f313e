/** steps/validation.py: expectations, quarantine and the failure of the step. */
export const VALIDATION = String.raw`
"""Holds rows against expectations; what breaks one is isolated, or the step fails."""

from dataclasses import dataclass

from steps import tables


@dataclass(frozen=True)
class Rows:
    """A condition on each row. A row for which it is unknown passes."""

    title: str
    condition: str
    severity: str = "error"


@dataclass(frozen=True)
class Unique:
    """No two rows have the same values in these columns; the first one stays. Nulls are not compared."""

    title: str
    columns: list[str]
    severity: str = "error"


@dataclass(frozen=True)
class Table:
    """A condition on all rows together that are left after the others."""

    title: str
    condition: str
    severity: str = "error"


class ExpectationsBroken(Exception):
    pass


def broken(check: Rows | Unique) -> str:
    if isinstance(check, Rows):
        return f"NOT coalesce(({check.condition}), TRUE)"
    keys = [tables.quoted(column) for column in check.columns]
    known = " AND ".join(f"{key} IS NOT NULL" for key in keys)
    return f"{known} AND row_number() OVER (PARTITION BY {', '.join(keys)} ORDER BY row_position) > 1"


def validate(rows: str, good: str, isolated: str | None, expectations: list) -> dict[str, float]:
    """Writes the good rows, and the others to isolated. Returns how many rows broke what.

    Without a place for them, rows that break an expectation of severity error fail the step. So do a
    broken expectation on the whole table, and a table of which no row is left.
    """
    connection = tables.connect()
    checks = [check for check in expectations if not isinstance(check, Table)]
    flags = "".join(f", {broken(check)} AS broken_{index}" for index, check in enumerate(checks))
    connection.execute(
        "CREATE TABLE checked AS WITH numbered AS "
        f"(SELECT row_number() OVER () AS row_position, * FROM ({tables.rows_query(rows)})) "
        f"SELECT *{flags} FROM numbered"
    )
    helpers = ["row_position", *(f"broken_{index}" for index in range(len(checks)))]
    errors = [index for index, check in enumerate(checks) if check.severity == "error"]
    bad = " OR ".join(f"broken_{index}" for index in errors) or "FALSE"
    figures, problems = {}, []
    for index, check in enumerate(checks):
        count = connection.execute(f"SELECT count(*) FROM checked WHERE broken_{index}").fetchall()[0][0]
        figures[f"broken: {check.title}"] = count
        print(f"{check.severity if count else 'ok'}: expect {check.title}: {count:,} rows break it")
        if count and check.severity == "error":
            problems.append(f"{count:,} rows break: {check.title}")

    hidden = f"* EXCLUDE ({', '.join(helpers)})"
    figures["good rows"] = tables.save(
        connection, f"SELECT {hidden} FROM checked WHERE NOT ({bad}) ORDER BY row_position", good
    )
    if isolated is not None:
        reasons = ", ".join(
            f"CASE WHEN broken_{index} THEN {tables.text(checks[index].title)} END" for index in errors
        )
        listed = f"list_filter([{reasons}]::VARCHAR[], lambda reason: reason IS NOT NULL)" if errors else "[]::VARCHAR[]"
        figures["isolated rows"] = tables.save(
            connection,
            f"SELECT {hidden}, {listed} AS broken_expectations FROM checked WHERE {bad} ORDER BY row_position",
            isolated,
        )
        print(f"isolated {figures['isolated rows']:,} rows, {figures['good rows']:,} are left")
        problems = []

    for check in expectations:
        if isinstance(check, Table):
            ((holds,),) = connection.execute(
                f"SELECT ({check.condition}) FROM (SELECT {hidden} FROM checked WHERE NOT ({bad}))"
            ).fetchall()
            figures[f"broken: {check.title}"] = 0 if holds else 1
            print(f"{'ok' if holds else check.severity}: expect {check.title}")
            if not holds and check.severity == "error":
                problems.append(f"the rows break: {check.title}")
    if figures["good rows"] == 0:
        problems.append("no row is left")
    if problems:
        raise ExpectationsBroken("; ".join(problems))
    return figures
`.trimStart();
