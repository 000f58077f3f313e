"""The thirteen features of ``late_net``, computed with pandas, row by row.

This is the yardstick: it is written to be read and checked by eye, shares nothing with
the SQL of a generated pipeline, and a test holds the two against each other.

Every flight is looked at from its scheduled departure ``t``. A window of length W over
another table sees the rows with the same key and an event time in [t - W, t): the first
moment is inside, ``t`` itself is not. Only what had happened before ``t`` is known, so a
flight that left early is in its own window and one that left late is not. An average,
sum, minimum or maximum over no rows (or over nulls only) is null; a count is 0.

    python train/reference_features.py --output features.parquet

The output has ``flight_id``, ``scheduled_at``, the features in FEATURES' order and the
label ``late``, which is null for a flight that never arrived.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parent.parent / "data"
YEAR_OF_THE_DATA = 2013
LATE_AFTER_MINUTES = 15

# The order of the model's input.
FEATURES = [
    "dep_delay_avg_6h",
    "departures_3h",
    "late_share_24h",
    "delay_avg_7d",
    "destinations_7d",
    "wind_max_6h",
    "rain_6h",
    "visibility_low_6h",
    "seats",
    "age",
    "distance",
    "hour",
    "weekday",
]


def average(values: pd.Series) -> float:
    return values.mean()


def total(values: pd.Series) -> float:
    # pandas says that the sum of nothing is 0; in SQL, and here, it is null.
    return values.sum(min_count=1)


def over_window(
    flights: pd.DataFrame,
    events: pd.DataFrame,
    *,
    key: str,
    time: str,
    column: str,
    hours: int,
    function: Callable[[pd.Series], float],
) -> pd.Series:
    """For each flight, ``function`` of ``column`` over the events of its key in the hours before it."""
    length = pd.Timedelta(hours=hours)
    by_key = {value: rows.sort_values(time) for value, rows in events.groupby(key)}
    results = pd.Series(np.nan, index=flights.index)
    for value, rows in flights.groupby(key):
        history = by_key.get(value, events.iloc[:0])
        starts = history[time].searchsorted(rows["scheduled_at"] - length, side="left")
        ends = history[time].searchsorted(rows["scheduled_at"], side="left")
        seen = history[column]
        # Flights scheduled for the same minute share their window.
        known: dict[tuple[int, int], float] = {}
        for index, start, end in zip(rows.index, starts, ends):
            if (start, end) not in known:
                known[start, end] = function(seen.iloc[start:end])
            results[index] = known[start, end]
    return results


def features(flights: pd.DataFrame, weather: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    """FEATURES for each row of ``flights``, as float64 with NaN for null, under the same index."""
    departures = flights[flights["departed_at"].notna()]
    departures = departures.assign(is_late=(departures["dep_delay"] > LATE_AFTER_MINUTES).astype("float64"))

    def departed(key: str, column: str, hours: int, function: Callable[[pd.Series], float]) -> pd.Series:
        return over_window(
            flights, departures, key=key, time="departed_at", column=column, hours=hours, function=function
        )

    def observed(column: str, function: Callable[[pd.Series], float]) -> pd.Series:
        return over_window(
            flights, weather, key="origin", time="observed_at", column=column, hours=6, function=function
        )

    plane = planes.set_index("tailnum").reindex(flights["tailnum"])
    scheduled = flights["scheduled_at"].dt
    table = pd.DataFrame(
        {
            # airport_load, of the airport of origin
            "dep_delay_avg_6h": departed("origin", "dep_delay", 6, average),
            "departures_3h": departed("origin", "flight_id", 3, len),
            "late_share_24h": departed("origin", "is_late", 24, average),
            # carrier_record, of the carrier
            "delay_avg_7d": departed("carrier", "dep_delay", 7 * 24, average),
            "destinations_7d": departed("carrier", "dest", 7 * 24, pd.Series.nunique),
            # airport_weather, of the airport of origin
            "wind_max_6h": observed("wind_speed", pd.Series.max),
            "rain_6h": observed("precip", total),
            "visibility_low_6h": observed("visib", pd.Series.min),
            # plane_facts, of the plane
            "seats": plane["seats"].to_numpy(),
            "age": YEAR_OF_THE_DATA - plane["year"].to_numpy(dtype="float64"),
            # flight_facts, of the flight itself
            "distance": flights["distance"],
            "hour": scheduled.hour,
            "weekday": scheduled.day_of_week + 1,  # ISO: Monday is 1, Sunday is 7
        },
        index=flights.index,
    )
    return table[FEATURES].astype("float64")


def label(flights: pd.DataFrame) -> pd.Series:
    """True when the flight arrived more than 15 minutes late; null when it did not arrive."""
    return (flights["arr_delay"] > LATE_AFTER_MINUTES).astype("boolean").mask(flights["arr_delay"].isna())


def examples(folder: Path) -> pd.DataFrame:
    """Identifier, time, features and label of every flight of the Parquet files in ``folder``."""
    flights, weather, planes = (
        pd.read_parquet(folder / f"{name}.parquet") for name in ("flights", "weather", "planes")
    )
    return pd.concat(
        [
            flights[["flight_id", "scheduled_at"]],
            features(flights, weather, planes),
            label(flights).rename("late"),
        ],
        axis="columns",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with flights, weather and planes .parquet")
    parser.add_argument("--output", type=Path, required=True, help="Parquet file to write")
    arguments = parser.parse_args()
    examples(arguments.data).to_parquet(arguments.output, index=False)


if __name__ == "__main__":
    main()
