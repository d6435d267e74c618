"""Let the database itself refuse to change a published edition, on PostgreSQL and on SQLite.

Deleting stays possible (foreign keys protect what is used), and so does writing the same values again. SQLite drops
triggers when a later migration rebuilds the table: such a migration has to run these operations again.
"""

from django.db import migrations

COLUMNS = ("code", "title", "valid_from", "published_at", "parameters", "notes")
REASON = "a published edition cannot change"

SQLITE = """
CREATE TRIGGER policy_edition_fixed BEFORE UPDATE ON policy_edition
WHEN OLD.published_at IS NOT NULL AND ({changed})
BEGIN SELECT RAISE(ABORT, '{reason}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION policy_edition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'check_violation'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER policy_edition_fixed BEFORE UPDATE ON policy_edition FOR EACH ROW
WHEN (OLD.published_at IS NOT NULL AND OLD IS DISTINCT FROM NEW)
EXECUTE FUNCTION policy_edition_refuse()
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION.format(reason=REASON))
        schema_editor.execute(POSTGRESQL_TRIGGER)
    else:
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in COLUMNS)
        schema_editor.execute(SQLITE.format(changed=changed, reason=REASON))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER policy_edition_fixed ON policy_edition")
        schema_editor.execute("DROP FUNCTION policy_edition_refuse()")
    else:
        schema_editor.execute("DROP TRIGGER policy_edition_fixed")


class Migration(migrations.Migration):

    dependencies = [("policy", "0001_edition")]

    operations = [migrations.RunPython(create, drop)]
