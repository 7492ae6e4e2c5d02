"""Records as files: CSV, JSON Lines, Excel and Parquet, each written as a stream, and snapshots of everything.

    rows as the API tells them (dicts) + columns  →  formats  →  bytes

A `Table` says what is written; `FORMATS` are the ways to write it. No module here knows the API's views.
"""
