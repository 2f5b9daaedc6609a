"""The one row that every study has."""

import datetime as dt

ROW = {
    "id": "s-1",
    "title": "Plans",
    "standpoint": "people with a plan",
    "created_at": dt.datetime(2024, 5, 6, 7, 8, 9),  # noqa: DTZ001 - stored without a zone, as UTC
}
