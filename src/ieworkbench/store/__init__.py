"""Records in and out of a database: the only room that knows SQL."""
