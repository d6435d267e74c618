"""Evaluations given before there was a publication count as published."""

from django.db import migrations, models


def publish_earlier_evaluations(apps, schema_editor):
    """What institutions could read before there was a publication stays readable."""
    evaluations = apps.get_model("institutions", "PerformanceEvaluation").objects
    evaluations.filter(published_at__isnull=True).update(published_at=models.F("at"))


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_yearly_evaluation")]
    operations = [
        migrations.RunPython(publish_earlier_evaluations, migrations.RunPython.noop, elidable=False)
    ]
