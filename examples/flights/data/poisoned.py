"""Derive the poisoned sample: one real day of flights with faults put in on purpose.

A pipeline that validates its rows must take its failure path on this file. Faults are
placed by row position, so the file is the same each time; every eighth row or so is bad.

    python data/poisoned.py        # data/flights.parquet -> data/poisoned/flights.parquet

It prints how many rows carry each fault, as one JSON object.
"""

import argparse
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
DAY = "20130124-"

# A fault is put into each row whose position leaves this remainder when divided by PERIOD.
PERIOD = 40
FAULTS = {
    "null_flight_id": 3,
    "null_carrier": 11,
    "negative_distance": 19,
    "distance_beyond_earth": 27,
    "duplicate_flight_id": 35,
}


def poison(flights: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """A copy of ``flights`` with the faults, and the number of rows that carry each."""
    bad = flights.reset_index(drop=True).copy()
    rows = {fault: bad.index[bad.index % PERIOD == remainder] for fault, remainder in FAULTS.items()}
    # The duplicates take the identifier of the row before, which is a sound row.
    bad.loc[rows["duplicate_flight_id"], "flight_id"] = bad["flight_id"].shift(1)[rows["duplicate_flight_id"]]
    bad.loc[rows["null_flight_id"], "flight_id"] = None
    bad.loc[rows["null_carrier"], "carrier"] = None
    bad.loc[rows["negative_distance"], "distance"] *= -1
    # Half of the Earth's circumference is about 12,450 miles; no flight is longer.
    bad.loc[rows["distance_beyond_earth"], "distance"] += 25_000
    return bad, {fault: len(index) for fault, index in rows.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, default=HERE / "flights.parquet")
    parser.add_argument("--output", type=Path, default=HERE / "poisoned" / "flights.parquet")
    arguments = parser.parse_args()
    table = pq.read_table(arguments.input)
    flights = table.to_pandas()
    bad, counts = poison(flights[flights["flight_id"].str.startswith(DAY)])
    # A column that may not be null could not carry the missing keys.
    schema = pa.schema([field.with_nullable(True) for field in table.schema])
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        pa.Table.from_pandas(bad, schema=schema, preserve_index=False).replace_schema_metadata(None),
        arguments.output,
        compression="zstd",
        compression_level=19,
        store_schema=False,
    )
    print(json.dumps({"rows": len(bad), **counts}))


if __name__ == "__main__":
    main()
