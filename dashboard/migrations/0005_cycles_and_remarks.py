"""Cycles and promises, remarks and agreed meanings, sittings; the events are guarded again."""

import django.db.models.deletion
from django.db import migrations, models

from dashboard.models.triggers import Install


class Migration(migrations.Migration):

    dependencies = [
        ('dashboard', '0004_undo'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('revision', models.PositiveBigIntegerField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('focus', models.JSONField(blank=True, default=list)),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('on-track', 'On track'), ('gaps', 'Gaps'), ('off-track', 'Off track')], max_length=20)),
                ('minutes', models.TextField(blank=True)),
                ('revision', models.PositiveBigIntegerField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Meaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('text_html', models.TextField(blank=True)),
                ('team_at', models.DateTimeField(blank=True, null=True)),
                ('steward_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveBigIntegerField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('remark', 'Remark'), ('dispute', 'Dispute'), ('settlement', 'Settlement')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('text_html', models.TextField(blank=True)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('minutes', models.TextField(blank=True)),
                ('minutes_html', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_verb_known',
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('criteria-applied', 'applied the criteria'), ('settled', 'a day in the criteria came'), ('group-created', 'created the group'), ('group-renamed', 'renamed the group'), ('group-retired', 'retired the group'), ('team-created', 'created the team'), ('team-renamed', 'renamed the team'), ('team-grouped', 'moved the team to a group'), ('team-merged', 'merged the team'), ('team-retired', 'retired the team'), ('member-added', 'added a member'), ('member-removed', 'removed a member'), ('steward-added', 'appointed a steward'), ('steward-removed', 'relieved a steward'), ('project-joined', 'entered the project'), ('project-described', "changed the project's facts"), ('project-renamed', 'renamed the project'), ('project-moved', 'handed the project over'), ('kind-changed', "changed the project's kind"), ('agreement-changed', 'changed the agreement'), ('since-changed', "dated the project's joining"), ('project-archived', 'archived the project'), ('project-revived', 'revived the project'), ('answered', 'answered'), ('confirmed', 'confirmed'), ('sent-back', 'sent back'), ('taken-back', 'took back'), ('undone', 'undid'), ('intent-set', 'said what is meant'), ('intent-confirmed', 'confirmed what is meant'), ('remarked', 'remarked'), ('disputed', 'disputed'), ('dispute-settled', 'settled the dispute'), ('meaning-agreed', 'said what it means here'), ('cycle-planned', 'planned the cycle'), ('committed', 'promised'), ('commitment-withdrawn', 'withdrew a promise'), ('sitting-opened', 'opened a review sitting'), ('sitting-closed', 'closed a review sitting'), ('reviewed', 'reviewed'), ('checked-in', 'checked in'), ('redacted', 'redacted a text'), ('forgotten', 'forgot a person')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['criteria-applied', 'settled', 'group-created', 'group-renamed', 'group-retired', 'team-created', 'team-renamed', 'team-grouped', 'team-merged', 'team-retired', 'member-added', 'member-removed', 'steward-added', 'steward-removed', 'project-joined', 'project-described', 'project-renamed', 'project-moved', 'kind-changed', 'agreement-changed', 'since-changed', 'project-archived', 'project-revived', 'answered', 'confirmed', 'sent-back', 'taken-back', 'undone', 'intent-set', 'intent-confirmed', 'remarked', 'disputed', 'dispute-settled', 'meaning-agreed', 'cycle-planned', 'committed', 'commitment-withdrawn', 'sitting-opened', 'sitting-closed', 'reviewed', 'checked-in', 'redacted', 'forgotten'])), name='event_verb_known'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='aim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='dashboard.aim'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='level',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='dashboard.level'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='dashboard.project'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='dashboard.team'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='cycle_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.UniqueConstraint(fields=('starts_on',), name='cycle_starts_alone'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.UniqueConstraint(fields=('ends_on',), name='cycle_ends_alone'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='dashboard.cycle'),
        ),
        migrations.AddField(
            model_name='finding',
            name='project',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='dashboard.project'),
        ),
        migrations.AddField(
            model_name='meaning',
            name='objective',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meanings', to='dashboard.objective'),
        ),
        migrations.AddField(
            model_name='meaning',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meanings', to='dashboard.project'),
        ),
        migrations.AddField(
            model_name='meaning',
            name='steward_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='meaning',
            name='team_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='remark',
            name='objective',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='dashboard.objective'),
        ),
        migrations.AddField(
            model_name='remark',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='dashboard.project'),
        ),
        migrations.AddField(
            model_name='remark',
            name='said_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='dashboard.area'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dashboard.person'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='dashboard.team'),
        ),
        migrations.AddField(
            model_name='finding',
            name='sitting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='dashboard.sitting'),
        ),
        migrations.AddField(
            model_name='review',
            name='sitting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='dashboard.sitting'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('cycle', 'project', 'aim', 'level'), name='commitment_open_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), ('withdrawn_reason', ''), _connector='OR'), name='commitment_withdrawn_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='meaning',
            constraint=models.UniqueConstraint(fields=('project', 'objective'), name='meaning_once_per_objective'),
        ),
        migrations.AddConstraint(
            model_name='meaning',
            constraint=models.CheckConstraint(condition=models.Q(('team_at__isnull', False), ('steward_at__isnull', False), _connector='OR'), name='meaning_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['remark', 'dispute', 'settlement'])), name='remark_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('team', 'area'), name='sitting_open_once'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('area__isnull', True)), fields=('team',), name='sitting_of_everything_open_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('sitting', 'project'), name='finding_once_per_project'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('project__isnull', True)), fields=('sitting',), name='finding_of_team_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'on-track', 'gaps', 'off-track'])), name='finding_verdict_known'),
        ),
        Install(),
    ]
