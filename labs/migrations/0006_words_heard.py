"""The words that the catalogue knows already get their sounds; a new one brings its own."""

from django.db import migrations
from pypinyin import lazy_pinyin

HAN = ("\u3400", "\u9fff")


def hear(apps, schema_editor) -> None:
    words = apps.get_model("labs", "CatalogueGram")
    heard = []
    for row in words.objects.all():
        if len(row.gram) == 2 and all(HAN[0] <= letter <= HAN[1] for letter in row.gram):
            spoken = lazy_pinyin(row.gram)
            row.pinyin, row.initials = "".join(spoken), "".join(part[0] for part in spoken)
            heard.append(row)
    words.objects.bulk_update(heard, ["pinyin", "initials"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [("labs", "0005_sounds_of_words")]

    operations = [migrations.RunPython(hear, migrations.RunPython.noop)]
