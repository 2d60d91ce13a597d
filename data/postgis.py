"""Events in a PostgreSQL database with PostGIS: read from it, written to it.

The address names a database, and its query one table or some rows of it:
``postgresql://user@host/db?table=schema.events``, ``?sql=SELECT …``. What else stands in
the query (``host``, ``sslmode`` …) is libpq's, as are the environment's variables and
the password file, where passwords belong. No message shows an address or a password.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .errors import MissingExtraError, ReportError
from .export_frames import is_events, plain_events, written_rows
from .schema import EVENT_COLUMNS
from .shape_tables import ShapeTable, shape_dataset

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from .dataset import Dataset

__all__ = [
    "is_database",
    "postgis_table",
    "read_postgis",
    "require_source",
    "write_postgis",
]

_SCHEMES: Final = ("postgresql://", "postgres://", "postgis://")
_EXPECTED: Final = "expected postgresql://user@host/database?table=events"
_SECRETS: Final = ("password", "sslpassword")
_SHAPE: Final = "geometry"
_SRID: Final = 4326
_NUMBER: Final = "number"  # of the event: rows of a table have no order of their own
_TYPES: Final = {
    "str": "text",
    "datetime64[s]": "date",
    "float64": "double precision",
    "Int64": "bigint",
    "object": "text[]",
}


@dataclass(frozen=True, slots=True)
class _Address:
    """A database, and what of it is meant."""

    url: Any  # of SQLAlchemy, without what is ours
    table: tuple[str, ...]  # its schema, if that is said, and its name
    sql: str

    @property
    def name(self) -> str:
        """What messages and data sets call it."""
        return self.table[-1] if self.table else "query"

    def without_secrets(self, text: str) -> str:
        """A message of the database without any password."""
        told = (self.url.password, *(self.url.query.get(key) for key in _SECRETS))
        for secret in filter(None, told):
            text = text.replace(str(secret), "***")
        return text


def is_database(source: object) -> bool:
    """Whether something is the address of a database, and not a path."""
    return str(source).startswith(_SCHEMES)


def read_postgis(url: str, columns: Mapping[str, str] | None = None) -> "Dataset":
    """The events of a table, or of a query, which can change nothing.

    A table's rows come in the order of its primary key. A table that `write_postgis`
    wrote comes back as it was; of others, columns are guessed or given.

    Parameters
    ----------
    url
        Names the database, and in its query ``table`` or ``sql``.
    columns
        Our names and the table's, for what the guess misses or mistakes.

    Raises
    ------
    ReportError
        If the address is none, the database cannot be reached or has no such table, or
        nothing says where its events were.
    MissingExtraError
        If the packages are not installed.
    """
    address = _source(url)
    with _connected(address, postgresql_readonly=True, no_parameters=True) as connection:
        table = _read(connection, address)
    return shape_dataset(table, address.name, columns)


def write_postgis(frame: "gpd.GeoDataFrame", url: str) -> None:
    """Write events to a table, which is replaced whole or not at all.

    Parameters
    ----------
    frame
        Columns of `EVENT_COLUMNS`, which are written, and geometry with a CRS.
    url
        Names the database, and in its query ``table``: one of events, or none yet.

    Raises
    ------
    ReportError
        If the address is none, a column is missing, the database cannot be reached or
        has no PostGIS, or there is a table of that name which is none of events.
    MissingExtraError
        If the packages are not installed.
    """
    address = _address(url)
    postgis_table(url)
    events = plain_events(frame)
    with _connected(address) as connection, connection.connection.cursor() as cursor:
        _require_free(cursor, address)
        _replace(cursor, address, events)


def postgis_table(url: str) -> str:
    """The name of the table that an address names, its schema before it.

    Raises
    ------
    ReportError
        If it is no address of a database, or names no table.
    MissingExtraError
        If the packages are not installed.
    """
    address = _address(url)
    if not address.table:
        raise ReportError(f"the address says no table to write to; {_EXPECTED}")
    return ".".join(address.table)


def require_source(url: str) -> None:
    """Nothing, or the error on an address of which nothing can be read.

    The database is not asked.

    Raises
    ------
    ReportError
        If it is no address of a database, or names neither a table nor rows.
    MissingExtraError
        If the packages are not installed.
    """
    _source(url)


def _source(url: str) -> _Address:
    address = _address(url)
    if not (address.table or address.sql):
        raise ReportError(f"the address says neither table nor sql; {_EXPECTED}")
    return address


def _address(url: str) -> _Address:
    alchemy, _ = _packages()
    try:
        parsed = alchemy.make_url(url)
    except (alchemy.exc.ArgumentError, ValueError):
        parsed = None  # whose message may show the password
    if parsed is None or not is_database(url):
        raise ReportError(f"this is not the address of a database; {_EXPECTED}")
    if any("@" in str(part) for part in (parsed.host, parsed.database)):
        raise ReportError(
            "the address has more than one @, or a / in a password: write them as %40 "
            "and %2F"
        )
    query = {"connect_timeout": "10", **parsed.query}
    table, sql = str(query.pop("table", "")), str(query.pop("sql", ""))
    if table and sql:
        raise ReportError("the address says both table and sql; expected one of them")
    bare = parsed.set(drivername="postgresql+psycopg", query=query)
    return _Address(bare, tuple(table.split(".", 1)) if table else (), sql)


@contextmanager
def _connected(address: _Address, **options: Any) -> Iterator[Any]:  # noqa: ANN401
    """A connection in a transaction, which is committed unless the block raises."""
    import pandas as pd  # noqa: PLC0415

    alchemy, driver = _packages()
    engine = alchemy.create_engine(address.url, poolclass=alchemy.pool.NullPool)
    engine = engine.execution_options(**options)
    failures = (alchemy.exc.SQLAlchemyError, driver.Error, pd.errors.DatabaseError)
    try:
        with engine.begin() as connection:
            yield connection
    except failures as err:
        told = err.__cause__ if isinstance(err, pd.errors.DatabaseError) else err
        said = " ".join(str(getattr(told, "orig", None) or told).split())
        raise ReportError(
            f"{address.name}: the database says: {address.without_secrets(said)}"
        ) from None  # of which a part may show the address


def _read(connection: Any, address: _Address) -> ShapeTable:  # noqa: ANN401
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    sql = address.sql.rstrip("; \n") or _select(connection, address)
    name = _shape_column(connection, address, sql)
    if name is None:
        return ShapeTable(pd.read_sql_query(sql, connection))
    frame = gpd.read_postgis(sql, connection, geom_col=name)
    shapes = frame[name].to_numpy()
    kinds = sorted({*shapely.get_srid(shapes[frame[name].notna()]).tolist()})
    if len(kinds) > 1:
        raise ReportError(
            f"{address.name}: shapes in several systems (SRID {', '.join(map(str, kinds))})"
            "; expected one: use ST_Transform in ?sql=SELECT …"
        )
    return ShapeTable(pd.DataFrame(frame.drop(columns=name)), shapes, frame.crs)


def _select(connection: Any, address: _Address) -> str:  # noqa: ANN401
    """The rows of a table in the order of its primary key."""
    schema, name = (None, *address.table)[-2:]
    alchemy, _ = _packages()
    try:
        key = alchemy.inspect(connection).get_pk_constraint(name, schema)
    except alchemy.exc.NoSuchTableError:
        raise ReportError(f"{address.name}: the database has no such table") from None
    ordered = ", ".join(map(_quoted, key["constrained_columns"]))
    order = f" ORDER BY {ordered}" if ordered else ""
    return f"SELECT * FROM {_quoted(*address.table)}{order}"  # noqa: S608  quoted


def _shape_column(connection: Any, address: _Address, sql: str) -> str | None:  # noqa: ANN401
    """The column of shapes that a query gives; ``None`` if it gives none."""
    kinds = connection.exec_driver_sql(
        "SELECT oid FROM pg_type WHERE typname IN ('geometry', 'geography')"
    )
    oids = {oid for (oid,) in kinds}
    empty = f"SELECT * FROM ({sql}\n) AS asked LIMIT 0"  # noqa: S608  the reader's own
    with connection.exec_driver_sql(empty) as result:
        names = [told[0] for told in result.cursor.description if told[1] in oids]
    if len(names) > 1:
        raise ReportError(
            f"{address.name}: {len(names)} columns of shapes ({', '.join(names)}); "
            "expected one: choose columns with ?sql=SELECT …"
        )
    return names[0] if names else None


def _require_free(cursor: Any, address: _Address) -> None:  # noqa: ANN401
    """Raise unless a table may be replaced, or made."""
    cursor.execute("SELECT 1 FROM pg_type WHERE typname = 'geometry'")
    if cursor.fetchone() is None:
        raise ReportError(
            f"{address.name}: the database has no PostGIS; in it, run: "
            "CREATE EXTENSION postgis"
        )
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0",
        [_quoted(*address.table)],
    )
    names = [name for (name,) in cursor.fetchall()]
    if names and not is_events(names):
        raise ReportError(
            f"{address.name}: there is a table of that name, which is none of events "
            "and is left alone; choose another name"
        )


def _replace(cursor: Any, address: _Address, events: "gpd.GeoDataFrame") -> None:  # noqa: ANN401
    """Make the table and fill it."""
    import shapely  # noqa: PLC0415

    types = {name: _TYPES[dtype] for name, dtype in EVENT_COLUMNS.items()}
    types = {
        _NUMBER: "bigint PRIMARY KEY",
        **types,
        _SHAPE: f"{_SHAPE}(Geometry, {_SRID})",
    }
    table = _quoted(*address.table)
    heading = ", ".join(f"{_quoted(name)} {kind}" for name, kind in types.items())
    cursor.execute(f"DROP TABLE IF EXISTS {table}".encode())
    cursor.execute(f"CREATE TABLE {table} ({heading})".encode())
    shapes = shapely.set_srid(events.geometry.to_numpy(), _SRID)
    with cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        rows = zip(written_rows(events), shapes, strict=True)
        for number, (values, shape) in enumerate(rows, 1):
            cells = (list(v) if isinstance(v, tuple) else v for v in values)
            copy.write_row([number, *cells, _hex(shape)])
    cursor.execute(f"CREATE INDEX ON {table} USING gist ({_quoted(_SHAPE)})".encode())


def _hex(shape: "BaseGeometry | None") -> str | None:
    import shapely  # noqa: PLC0415

    return shapely.to_wkb(shape, hex=True, include_srid=True)


def _quoted(*names: str) -> str:
    """A name, its schema before it, as SQL."""
    text: str = _packages()[1].sql.Identifier(*names).as_string(None)
    return text


def _packages() -> tuple[Any, Any]:
    """SQLAlchemy and psycopg.

    Raises
    ------
    MissingExtraError
        If one of them is not installed.
    """
    try:
        import psycopg.sql  # noqa: PLC0415
        import sqlalchemy  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            "a database (postgresql://…) needs SQLAlchemy and psycopg: "
            "pip install 'conflictmap[postgis]'"
        ) from err
    return sqlalchemy, psycopg
