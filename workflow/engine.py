"""The only module that knows PostgreSQL from SQLite: append-only tables and batch claims."""

from django.db import connection, migrations
from django.db.models import QuerySet

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
