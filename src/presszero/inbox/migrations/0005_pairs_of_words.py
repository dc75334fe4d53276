"""Every known case gets the keys of its words side by side, made from the places of its words, and of its stretch of cases.

The same marks as presszero.pure.searching.pairs makes. A million cases take a quarter of an hour, a third of it for the index:
it is made anew at the end, which is quicker than to put a hundred keys of each case into it one by one.
"""

import django.contrib.postgres.indexes
from django.db import migrations

ADD_PAIRS = r"""
    UPDATE inbox_known SET keys = keys || array_to_tsvector(ARRAY['e/' || case_id / 32768] || ARRAY(
        WITH words AS MATERIALIZED (
            SELECT lexeme, place FROM unnest(keys) AS word, unnest(word.positions) AS place WHERE place < 16383
        )
        SELECT DISTINCT 'p/' || left(
            encode(sha256(convert_to(one.lexeme || ' ' || next.lexeme, 'UTF8')), 'hex'), 5
        )
        FROM words AS one JOIN words AS next ON next.place = one.place + 1
    ))
"""
TAKE_PAIRS_AWAY = r"""
    UPDATE inbox_known SET keys = ts_delete(keys, ARRAY(
        SELECT lexeme FROM unnest(keys) WHERE lexeme LIKE 'p/%' OR lexeme LIKE 'e/%'
    ))
"""
INDEX = django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="known_keys", fastupdate=False)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0004_batches_of_every_act")]

    operations = [
        migrations.RemoveIndex(model_name="known", name="known_keys"),
        migrations.RunSQL(ADD_PAIRS, TAKE_PAIRS_AWAY),
        migrations.AddIndex(model_name="known", index=INDEX),
    ]
