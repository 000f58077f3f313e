"""Write scikit-learn's bundled handwritten digits as ``data/digits.parquet``.

1,797 real images of 8x8 pixels, each pixel an integer from 0 to 16. Columns:
``digit_id`` (int64, the position in the set), ``image`` (64 x uint8, row by row) and
``label`` (int64, 0 to 9). The same versions write the same bytes.

    python data/sample.py
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.datasets import load_digits

HERE = Path(__file__).resolve().parent

SCHEMA = pa.schema([
    pa.field("digit_id", pa.int64(), nullable=False),
    pa.field("image", pa.list_(pa.field("element", pa.uint8(), nullable=False)), nullable=False),
    pa.field("label", pa.int64(), nullable=False),
])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=HERE / "digits.parquet")
    arguments = parser.parse_args()
    digits = load_digits()
    table = pa.table(
        {
            "digit_id": np.arange(len(digits.target)),
            "image": list(digits.data.astype(np.uint8)),
            "label": digits.target.astype(np.int64),
        },
        schema=SCHEMA,
    )
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, arguments.output, compression="zstd", compression_level=19, store_schema=False)
    print(f"digits: {table.num_rows:,} rows, {arguments.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
