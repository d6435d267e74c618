"""The only module that knows PostgreSQL from SQLite: append-only tables, batch claims and sets of grams."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, migrations
from django.db.models import Field, Lookup, QuerySet

_POSTGRES_GUARD = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '{table} is append-only: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF {changed} THEN
        RAISE EXCEPTION '{table} is append-only: rows are never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$guard$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
"""
_POSTGRES_DROP = """
DROP TRIGGER {table}_append_only ON {table};
DROP FUNCTION {table}_append_only();
"""
_SQLITE_GUARD = (
    "CREATE TRIGGER {table}_append_only_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only: rows are never deleted'); END",
    "CREATE TRIGGER {table}_append_only_update BEFORE UPDATE ON {table} WHEN {changed} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only: rows are never changed'); END",
)
_SQLITE_DROP = (
    "DROP TRIGGER {table}_append_only_delete",
    "DROP TRIGGER {table}_append_only_update",
)


def append_only(model: str, mutable: tuple[str, ...] = ()) -> migrations.RunPython:
    """A migration operation: the database itself refuses to delete or change rows of `app.Model`.

    `mutable` names the columns that may still be written once created (an outbox mark, say).
    """

    def install(apps, schema_editor) -> None:
        table, columns = _table(apps, model)
        fixed = [column for column in columns if column not in mutable]
        if schema_editor.connection.vendor == "postgresql":
            changed = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in fixed)
            schema_editor.execute(_POSTGRES_GUARD.format(table=table, changed=changed), params=None)
        else:
            changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in fixed)
            for statement in _SQLITE_GUARD:
                schema_editor.execute(statement.format(table=table, changed=changed), params=None)

    def remove(apps, schema_editor) -> None:
        table, _columns = _table(apps, model)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_POSTGRES_DROP.format(table=table), params=None)
        else:
            for statement in _SQLITE_DROP:
                schema_editor.execute(statement.format(table=table), params=None)

    return migrations.RunPython(install, remove, atomic=True)


def _table(apps, model: str) -> tuple[str, list[str]]:
    meta = apps.get_model(model)._meta
    return meta.db_table, [field.column for field in meta.concrete_fields]


def claim(queryset: QuerySet) -> QuerySet:
    """Locks the rows that nobody else holds (`SKIP LOCKED`); SQLite's IMMEDIATE transaction holds them all."""
    if connection.features.has_select_for_update_skip_locked:
        return queryset.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return queryset


def lock(queryset: QuerySet) -> QuerySet:
    """Locks the rows of this table only, weakly enough for foreign keys to go on pointing at them."""
    if connection.features.has_select_for_no_key_update:
        return queryset.select_for_update(of=("self",), no_key=True)
    return queryset.select_for_update()


class GramsField(Field):
    """A set of short tokens: a `text[]` on PostgreSQL, words between spaces on SQLite; indexed by `GramIndex`.

    Tokens hold letters and digits of any script and underscores; writers make sure of it.
    """

    def db_type(self, connection) -> str:
        return "text[]" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value, expression, connection) -> list[str] | None:
        return value.split() if isinstance(value, str) else value

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or connection.vendor == "postgresql":
            return value
        return " ".join(value)


class _Holds(Lookup):
    """Compares a GramsField with a list of grams through its index."""

    prepare_rhs = False
    operator, joint = "", ""

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        grams = list(self.rhs)
        if connection.vendor == "postgresql":
            column, parameters = self.process_lhs(compiler, connection)
            return f"{column} {self.operator} %s::text[]", [*parameters, grams]
        meta = self.lhs.target.model._meta
        quote = connection.ops.quote_name
        key = f"{quote(self.lhs.alias)}.{quote(meta.pk.column)}"
        index = quote(f"{meta.db_table}_{self.lhs.target.column}")
        wanted = self.joint.join(f'"{gram}"' for gram in grams)
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608 our own names, quoted
        return f"{key} IN ({found})", [wanted]


@GramsField.register_lookup
class HoldsAll(_Holds):
    """Rows that hold every gram of a list that is not empty."""

    lookup_name, operator, joint = "holds_all", "@>", " AND "


@GramsField.register_lookup
class HoldsAny(_Holds):
    """Rows that hold at least one gram of a list that is not empty."""

    lookup_name, operator, joint = "holds_any", "&&", " OR "


# SQLite keeps the index beside the table, up to date by triggers; the words themselves stay in the table alone.
_SQLITE_GRAMS = (
    "CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='id', "
    "tokenize=\"ascii tokenchars '_'\", detail=none)",
    "CREATE VIRTUAL TABLE {index}_vocabulary USING fts5vocab({index}, 'row')",
    "CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN "
    "INSERT INTO {index}(rowid, {column}) VALUES (NEW.id, NEW.{column}); END",
    "CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN "
    "INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column}); END",
    "CREATE TRIGGER {index}_update AFTER UPDATE OF {column} ON {table} BEGIN "
    "INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column}); "
    "INSERT INTO {index}(rowid, {column}) VALUES (NEW.id, NEW.{column}); END",
)
_SQLITE_GRAMS_DROP = (
    "DROP TRIGGER {index}_insert",
    "DROP TRIGGER {index}_delete",
    "DROP TRIGGER {index}_update",
    "DROP TABLE {index}_vocabulary",
    "DROP TABLE {index}",
)


class GramIndex(migrations.operations.base.Operation):
    """A migration operation: an index over a GramsField of `app.Model`, GIN or FTS5 (docs/adr/0016)."""

    reduces_to_sql = True

    def __init__(self, model: str, column: str):
        self.model, self.column = model, column

    def state_forwards(self, app_label, state) -> None:
        """Nothing that models know of."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        postgres = "CREATE INDEX {index} ON {table} USING gin ({column})"
        self._run(schema_editor, to_state, postgres, _SQLITE_GRAMS)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._run(schema_editor, from_state, "DROP INDEX {index}", _SQLITE_GRAMS_DROP)

    def _run(self, schema_editor, state, postgres: str, sqlite: tuple[str, ...]) -> None:
        table = state.apps.get_model(self.model)._meta.db_table
        names = {"table": table, "column": self.column, "index": f"{table}_{self.column}"}
        for statement in (postgres,) if schema_editor.connection.vendor == "postgresql" else sqlite:
            schema_editor.execute(statement.format(**names), params=None)

    def describe(self) -> str:
        return f"Index the grams {self.column} of {self.model}"


def write_column(model, column: str, values: dict[int, str]) -> None:
    """Writes one text column of some rows, by key, in one statement; no `CASE` for each row as `bulk_update` has it."""
    if not values:
        return
    table = model._meta.db_table
    rows = ", ".join(["(%s, %s)"] * len(values))
    found = f"UPDATE {table} SET {column} = v.column2 FROM (VALUES {rows}) AS v WHERE {table}.id = v.column1"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        cursor.execute(found, [part for pair in values.items() for part in pair])


def gram_counts(model, column: str) -> Iterator[tuple[str, int]]:
    """In how many rows of a table each gram occurs."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        statement = f"SELECT gram, count(*) FROM {table}, unnest({column}) AS gram GROUP BY gram"  # noqa: S608 our own names
    else:
        statement = f"SELECT term, doc FROM {table}_{column}_vocabulary"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        cursor.execute(statement)
        yield from cursor.fetchall()
