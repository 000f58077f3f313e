"""Joins a few hand-made offers with the generated code of the case catalogue, and prints the features as JSON.

python join_catalogue.py SRC WORK_FOLDER
"""

import json
import sys
from pathlib import Path

src, work = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(src))

import duckdb  # noqa: E402
from steps import joining, sources, tables  # noqa: E402

(work / "data/offers").mkdir(parents=True)
(work / "data/offers/day.csv").write_text(
    "offer_id,item_id,shop_id,price,kind,offered_at,bought\n"
    "1,a,x,10.00,used,2024-05-01T10:00:00Z,true\n"
    "2,a,x,20.00,new,2024-05-01T12:00:00Z,\n"
    "3,a,y,30.00,new,2024-05-01T12:30:00Z,false\n"
    "4,b,x,40.00,new,2024-05-01T12:30:00Z,true\n"
)
(work / "data/stock.jsonl").write_text(
    # Offer 1 stands at the very moment of the count, which it does not see yet; offer 3 sees a newer null.
    '{"item_id": "a", "counted_at": "2024-05-01T10:00:00Z", "pieces": 5}\n'
    '{"item_id": "a", "counted_at": "2024-05-01T12:10:00Z", "pieces": null}\n'
    '{"item_id": "b", "counted_at": "2024-04-28T12:00:00Z", "pieces": 9}\n'
)
duckdb.sql("SELECT 'a' AS item_id, 7 AS \"order\", CAST(NULL AS DOUBLE) AS weight, ['t'] AS tags").write_parquet(
    str(work / "data/items.parquet")
)
rows, joined = str(work / "rows"), str(work / "joined")
tables.read(sources.SOURCES["offers"], str(work), rows)
joining.join("examples", rows, ["items", "offers", "stock"], str(work), joined)
names = ["offer_id", "used_share", "item_heat_price_avg", "shop_heat_price_avg", "pieces", "place", "weight"]
result = duckdb.sql(f"SELECT {', '.join(names)} FROM read_parquet('{joined}') ORDER BY offer_id").fetchall()
print(json.dumps([dict(zip(names, row)) for row in result]))
