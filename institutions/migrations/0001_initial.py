import django.db.models.deletion
import django.utils.timezone
import django_fsm
import institutions.models.roster
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecommendingInstitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', django_fsm.FSMField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned for correction'), ('rejected', 'Rejected'), ('active', 'Active'), ('suspended', 'Suspended'), ('ended', 'Ended')], default='draft', max_length=50, protected=True, verbose_name='state')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('features', models.TextField(blank=True, verbose_name='features of the service')),
                ('contact', models.CharField(blank=True, help_text='Name, telephone and e-mail, as enterprises shall see them.', max_length=200, verbose_name='contact')),
                ('active_since', models.DateField(blank=True, editable=False, null=True, verbose_name='active since')),
                ('institution_type', models.CharField(choices=[('incubator', 'Incubator'), ('park', 'Science or industry park'), ('association', 'Association or alliance'), ('service_company', 'Service company'), ('other', 'Other')], default='other', max_length=20, verbose_name='kind of institution')),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='staff for voucher work')),
                ('management_mechanism', models.TextField(blank=True, verbose_name='management mechanism')),
                ('service_process', models.TextField(blank=True, verbose_name='service process')),
                ('reachable_enterprises', models.TextField(blank=True, verbose_name='overview of the enterprises and teams within reach')),
                ('organisational_guarantee', models.TextField(blank=True, verbose_name='organisational guarantee')),
                ('business_process', models.TextField(blank=True, verbose_name='business process')),
                ('work_plan', models.TextField(blank=True, verbose_name='work plan')),
                ('is_willing', models.BooleanField(default=False, verbose_name='We are willing to serve and have the base for the work.')),
                ('commits_promotion', models.BooleanField(default=False, verbose_name='We commit to publicity for voucher projects.')),
                ('commits_coaching', models.BooleanField(default=False, verbose_name='We commit to coaching our enterprises.')),
                ('commits_matchmaking', models.BooleanField(default=False, verbose_name='We commit to matchmaking with laboratories.')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recommending_institution', to='accounts.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'recommending institution',
                'verbose_name_plural': 'recommending institutions',
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ServiceInstitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', django_fsm.FSMField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned for correction'), ('rejected', 'Rejected'), ('active', 'Active'), ('suspended', 'Suspended'), ('ended', 'Ended')], default='draft', max_length=50, protected=True, verbose_name='state')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('features', models.TextField(blank=True, verbose_name='features of the service')),
                ('contact', models.CharField(blank=True, help_text='Name, telephone and e-mail, as enterprises shall see them.', max_length=200, verbose_name='contact')),
                ('active_since', models.DateField(blank=True, editable=False, null=True, verbose_name='active since')),
                ('independent_legal_person', models.BooleanField(default=False, verbose_name='We are an independent legal person.')),
                ('authorising_body', models.CharField(blank=True, max_length=120, verbose_name='authorised by')),
                ('authorising_body_kind', models.CharField(blank=True, choices=[('university', 'University'), ('research_institute', 'Research institute'), ('soe_group', 'Large central state-owned group'), ('other', 'Another body')], max_length=20, verbose_name='kind of authorising body')),
                ('platform_member', models.BooleanField(default=False, verbose_name='The authorising body has joined the Capital S&T Conditions Platform.')),
                ('entrusted_with_vouchers', models.BooleanField(default=False, verbose_name='The letter entrusts us with voucher work.')),
                ('authorisation_number', models.CharField(blank=True, max_length=60, verbose_name='number of the authorisation letter')),
                ('authorised_from', models.DateField(blank=True, null=True, verbose_name='authorised from')),
                ('authorised_to', models.DateField(blank=True, null=True, verbose_name='authorised until')),
                ('field', models.CharField(choices=[('general', 'All fields'), ('information', 'Information technology'), ('biomedicine', 'Biology and medicine'), ('materials', 'New materials'), ('instruments', 'Scientific instruments'), ('environment', 'Energy and environment'), ('design', 'Industrial design'), ('manufacturing', 'Advanced manufacturing'), ('agriculture', 'Agriculture and rural development'), ('other', 'Other field')], default='general', max_length=20, verbose_name='field')),
                ('is_field_center', models.BooleanField(default=False, editable=False, verbose_name='field centre')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='service_institution', to='accounts.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'professional service institution',
                'verbose_name_plural': 'professional service institutions',
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='PerformanceEvaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('score', models.PositiveSmallIntegerField(help_text='From 0 to 100.', verbose_name='score')),
                ('grade', models.CharField(choices=[('excellent', 'Excellent'), ('good', 'Good'), ('passed', 'Passed'), ('failed', 'Failed')], max_length=20, verbose_name='grade')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='evaluated')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='evaluated by')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='institutions.serviceinstitution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'performance evaluation',
                'verbose_name_plural': 'performance evaluations',
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('topic', models.CharField(max_length=120, verbose_name='topic')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='institutions.recommendinginstitution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'training',
                'verbose_name_plural': 'trainings',
            },
        ),
        migrations.CreateModel(
            name='PlannedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('kind', models.CharField(choices=[('publicity', 'Publicity'), ('matchmaking', 'Matchmaking')], max_length=20, verbose_name='kind')),
                ('date', models.DateField(verbose_name='date')),
                ('place', models.CharField(max_length=120, verbose_name='place')),
                ('audience', models.CharField(blank=True, max_length=200, verbose_name='audience')),
                ('held', models.BooleanField(default=False, verbose_name='was held')),
                ('attendance', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who came')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_events', to='institutions.recommendinginstitution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'voucher event',
                'verbose_name_plural': 'voucher events',
                'constraints': [models.CheckConstraint(condition=models.Q(('attendance__isnull', True), ('held', True), _connector='OR'), name='planned_event_attendance_when_held', violation_error_message='Say how many people came only when the event was held.')],
            },
        ),
        migrations.CreateModel(
            name='ServedEnterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name of the enterprise')),
                ('uscc', models.CharField(max_length=18, validators=[institutions.models.roster.credit_code_shape], verbose_name='unified social credit code')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='served_enterprises', to='institutions.recommendinginstitution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'served enterprise',
                'verbose_name_plural': 'served enterprises',
                'constraints': [models.UniqueConstraint(fields=('institution', 'uscc'), name='served_enterprise_once', violation_error_message='This enterprise already stands on the list.')],
            },
        ),
        migrations.AddConstraint(
            model_name='serviceinstitution',
            constraint=models.CheckConstraint(condition=models.Q(('authorised_to__isnull', True), ('authorised_from__isnull', True), ('authorised_to__gte', models.F('authorised_from')), _connector='OR'), name='service_authorisation_in_order', violation_error_message='The authorisation cannot end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='performanceevaluation',
            constraint=models.UniqueConstraint(fields=('institution', 'year'), name='evaluation_once_a_year', violation_error_message='This institution is already evaluated for the year.'),
        ),
        migrations.AddConstraint(
            model_name='performanceevaluation',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 100)), name='evaluation_score_in_scale', violation_error_message='A score lies between 0 and 100.'),
        ),
    ]
