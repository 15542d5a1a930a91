"""Answers can be undone; the events are remade for it on SQLite, and guarded again."""

from django.db import migrations, models

from dashboard.models.triggers import Install


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0003_waiting'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_verb_known',
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('criteria-applied', 'applied the criteria'), ('settled', 'a day in the criteria came'), ('group-created', 'created the group'), ('group-renamed', 'renamed the group'), ('group-retired', 'retired the group'), ('team-created', 'created the team'), ('team-renamed', 'renamed the team'), ('team-grouped', 'moved the team to a group'), ('team-merged', 'merged the team'), ('team-retired', 'retired the team'), ('member-added', 'added a member'), ('member-removed', 'removed a member'), ('steward-added', 'appointed a steward'), ('steward-removed', 'relieved a steward'), ('project-joined', 'entered the project'), ('project-described', "changed the project's facts"), ('project-renamed', 'renamed the project'), ('project-moved', 'handed the project over'), ('kind-changed', "changed the project's kind"), ('agreement-changed', 'changed the agreement'), ('since-changed', "dated the project's joining"), ('project-archived', 'archived the project'), ('project-revived', 'revived the project'), ('answered', 'answered'), ('confirmed', 'confirmed'), ('sent-back', 'sent back'), ('taken-back', 'took back'), ('undone', 'undid'), ('intent-set', 'said what is meant'), ('intent-confirmed', 'confirmed what is meant'), ('reviewed', 'reviewed'), ('checked-in', 'checked in'), ('redacted', 'redacted a text'), ('forgotten', 'forgot a person')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['criteria-applied', 'settled', 'group-created', 'group-renamed', 'group-retired', 'team-created', 'team-renamed', 'team-grouped', 'team-merged', 'team-retired', 'member-added', 'member-removed', 'steward-added', 'steward-removed', 'project-joined', 'project-described', 'project-renamed', 'project-moved', 'kind-changed', 'agreement-changed', 'since-changed', 'project-archived', 'project-revived', 'answered', 'confirmed', 'sent-back', 'taken-back', 'undone', 'intent-set', 'intent-confirmed', 'reviewed', 'checked-in', 'redacted', 'forgotten'])), name='event_verb_known'),
        ),
        Install(),
    ]
