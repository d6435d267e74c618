import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import institutions.models.roster
import simple_history.models
import workflow.money
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('institutions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLaboratory',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('reference', models.CharField(db_index=True, editable=False, max_length=20, verbose_name='reference')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('key_lab', 'Key laboratory'), ('engineering_center', 'Engineering technology research centre'), ('design_center', 'Design innovation centre'), ('public_service', 'Public service institution')], max_length=20, verbose_name='kind')),
                ('level', models.CharField(blank=True, choices=[('national', 'National level'), ('municipal', 'Municipal level')], max_length=20, verbose_name='level')),
                ('accreditation_number', models.CharField(blank=True, max_length=60, verbose_name='number of the accreditation')),
                ('accreditation_issuer', models.CharField(blank=True, max_length=120, verbose_name='accredited by')),
                ('accreditation_valid_to', models.DateField(blank=True, null=True, verbose_name='accredited until')),
                ('host_organisation', models.CharField(blank=True, max_length=120, verbose_name='host')),
                ('host_uscc', models.CharField(blank=True, help_text="Needed when the laboratory has no code of its own, as in a university.", max_length=18, validators=[institutions.models.roster.credit_code_shape], verbose_name="credit code of the host")),
                ('host_kind', models.CharField(choices=[('platform_member', 'University, institute or group on the platform'), ('outside_platform', 'University or institute not on the platform'), ('private_enterprise', 'Private enterprise')], default='platform_member', max_length=20, verbose_name='kind of host')),
                ('authorises_centre', models.BooleanField(default=False, verbose_name='We authorise the field centre with our voucher work.')),
                ('member_of_centre', models.BooleanField(default=False, editable=False, verbose_name='member unit of the field centre')),
                ('belongs_to_authoriser', models.BooleanField(default=False, editable=False, verbose_name='belongs to the body that authorised the institution')),
                ('field', models.CharField(choices=[('general', 'All fields'), ('information', 'Information technology'), ('biomedicine', 'Biology and medicine'), ('materials', 'New materials'), ('instruments', 'Scientific instruments'), ('environment', 'Energy and environment'), ('design', 'Industrial design'), ('manufacturing', 'Advanced manufacturing'), ('agriculture', 'Agriculture and rural development'), ('other', 'Other field')], max_length=20, verbose_name='field')),
                ('district', models.CharField(choices=[('dongcheng', 'Dongcheng'), ('xicheng', 'Xicheng'), ('chaoyang', 'Chaoyang'), ('fengtai', 'Fengtai'), ('shijingshan', 'Shijingshan'), ('haidian', 'Haidian'), ('mentougou', 'Mentougou'), ('fangshan', 'Fangshan'), ('tongzhou', 'Tongzhou'), ('shunyi', 'Shunyi'), ('changping', 'Changping'), ('daxing', 'Daxing'), ('huairou', 'Huairou'), ('pinggu', 'Pinggu'), ('miyun', 'Miyun'), ('yanqing', 'Yanqing'), ('elsewhere', 'Outside the city')], max_length=20, verbose_name='district')),
                ('offers_industrial_design', models.BooleanField(default=False, verbose_name='offers industrial design')),
                ('has_cma', models.BooleanField(default=False, help_text='China Metrology Accreditation.', verbose_name='CMA')),
                ('has_cnas', models.BooleanField(default=False, help_text='Accredited by CNAS.', verbose_name='CNAS')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('director', models.CharField(blank=True, max_length=80, verbose_name='director')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('working_hours', models.CharField(blank=True, max_length=120, verbose_name='working hours')),
                ('controller', models.CharField(blank=True, help_text='Who controls the host, to find affiliated parties.', max_length=120, verbose_name='actual controller')),
                ('listed_from', models.DateField(blank=True, editable=False, null=True, verbose_name='listed from')),
                ('listed_to', models.DateField(blank=True, editable=False, null=True, verbose_name='listed until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('reported_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='institutions.serviceinstitution', verbose_name='reporting service institution')),
            ],
            options={
                'verbose_name': 'historical laboratory',
                'verbose_name_plural': 'historical laboratories',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Laboratory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', django_fsm.FSMField(choices=[('draft', 'Draft'), ('submitted', 'With the service institution'), ('nominated', 'Nominated'), ('listed', 'Listed'), ('returned', 'Returned for correction'), ('rejected', 'Rejected'), ('suspended', 'Suspended'), ('delisted', 'No longer listed')], default='draft', max_length=50, protected=True, verbose_name='state')),
                ('kind', models.CharField(choices=[('key_lab', 'Key laboratory'), ('engineering_center', 'Engineering technology research centre'), ('design_center', 'Design innovation centre'), ('public_service', 'Public service institution')], max_length=20, verbose_name='kind')),
                ('level', models.CharField(blank=True, choices=[('national', 'National level'), ('municipal', 'Municipal level')], max_length=20, verbose_name='level')),
                ('accreditation_number', models.CharField(blank=True, max_length=60, verbose_name='number of the accreditation')),
                ('accreditation_issuer', models.CharField(blank=True, max_length=120, verbose_name='accredited by')),
                ('accreditation_valid_to', models.DateField(blank=True, null=True, verbose_name='accredited until')),
                ('host_organisation', models.CharField(blank=True, max_length=120, verbose_name='host')),
                ('host_uscc', models.CharField(blank=True, help_text="Needed when the laboratory has no code of its own, as in a university.", max_length=18, validators=[institutions.models.roster.credit_code_shape], verbose_name="credit code of the host")),
                ('host_kind', models.CharField(choices=[('platform_member', 'University, institute or group on the platform'), ('outside_platform', 'University or institute not on the platform'), ('private_enterprise', 'Private enterprise')], default='platform_member', max_length=20, verbose_name='kind of host')),
                ('authorises_centre', models.BooleanField(default=False, verbose_name='We authorise the field centre with our voucher work.')),
                ('member_of_centre', models.BooleanField(default=False, editable=False, verbose_name='member unit of the field centre')),
                ('belongs_to_authoriser', models.BooleanField(default=False, editable=False, verbose_name='belongs to the body that authorised the institution')),
                ('field', models.CharField(choices=[('general', 'All fields'), ('information', 'Information technology'), ('biomedicine', 'Biology and medicine'), ('materials', 'New materials'), ('instruments', 'Scientific instruments'), ('environment', 'Energy and environment'), ('design', 'Industrial design'), ('manufacturing', 'Advanced manufacturing'), ('agriculture', 'Agriculture and rural development'), ('other', 'Other field')], max_length=20, verbose_name='field')),
                ('district', models.CharField(choices=[('dongcheng', 'Dongcheng'), ('xicheng', 'Xicheng'), ('chaoyang', 'Chaoyang'), ('fengtai', 'Fengtai'), ('shijingshan', 'Shijingshan'), ('haidian', 'Haidian'), ('mentougou', 'Mentougou'), ('fangshan', 'Fangshan'), ('tongzhou', 'Tongzhou'), ('shunyi', 'Shunyi'), ('changping', 'Changping'), ('daxing', 'Daxing'), ('huairou', 'Huairou'), ('pinggu', 'Pinggu'), ('miyun', 'Miyun'), ('yanqing', 'Yanqing'), ('elsewhere', 'Outside the city')], max_length=20, verbose_name='district')),
                ('offers_industrial_design', models.BooleanField(default=False, verbose_name='offers industrial design')),
                ('has_cma', models.BooleanField(default=False, help_text='China Metrology Accreditation.', verbose_name='CMA')),
                ('has_cnas', models.BooleanField(default=False, help_text='Accredited by CNAS.', verbose_name='CNAS')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('director', models.CharField(blank=True, max_length=80, verbose_name='director')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('working_hours', models.CharField(blank=True, max_length=120, verbose_name='working hours')),
                ('controller', models.CharField(blank=True, help_text='Who controls the host, to find affiliated parties.', max_length=120, verbose_name='actual controller')),
                ('listed_from', models.DateField(blank=True, editable=False, null=True, verbose_name='listed from')),
                ('listed_to', models.DateField(blank=True, editable=False, null=True, verbose_name='listed until')),
                ('search_text', models.TextField(default='', editable=False)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='laboratory', to='accounts.organisation', verbose_name='organisation')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='laboratories', to='institutions.serviceinstitution', verbose_name='reporting service institution')),
            ],
            options={
                'verbose_name': 'laboratory',
                'verbose_name_plural': 'laboratories',
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('model', models.CharField(blank=True, max_length=120, verbose_name='model')),
                ('number', models.CharField(max_length=60, verbose_name='inventory number')),
                ('maker', models.CharField(blank=True, max_length=120, verbose_name='maker')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900)], verbose_name='year of purchase')),
                ('price_fen', workflow.money.MoneyField(blank=True, null=True, verbose_name='purchase price (元)')),
                ('status', models.CharField(choices=[('in_service', 'In service'), ('under_repair', 'Under repair'), ('retired', 'Retired')], default='in_service', max_length=20, verbose_name='status')),
                ('laboratory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instruments', to='labs.laboratory', verbose_name='laboratory')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
            },
        ),
        migrations.CreateModel(
            name='HistoricalServiceItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('activity_type', models.CharField(max_length=40, verbose_name='activity type')),
                ('method', models.CharField(blank=True, max_length=200, verbose_name='standard or method')),
                ('unit_price_fen', workflow.money.MoneyField(blank=True, null=True, verbose_name='unit price (元)')),
                ('unit', models.CharField(blank=True, help_text='For example: sample, hour, set.', max_length=40, verbose_name='unit')),
                ('lead_time_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lead time (working days)')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('laboratory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='labs.laboratory', verbose_name='laboratory')),
            ],
            options={
                'verbose_name': 'historical service',
                'verbose_name_plural': 'historical services',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalInstrument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('model', models.CharField(blank=True, max_length=120, verbose_name='model')),
                ('number', models.CharField(max_length=60, verbose_name='inventory number')),
                ('maker', models.CharField(blank=True, max_length=120, verbose_name='maker')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900)], verbose_name='year of purchase')),
                ('price_fen', workflow.money.MoneyField(blank=True, null=True, verbose_name='purchase price (元)')),
                ('status', models.CharField(choices=[('in_service', 'In service'), ('under_repair', 'Under repair'), ('retired', 'Retired')], default='in_service', max_length=20, verbose_name='status')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('laboratory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='labs.laboratory', verbose_name='laboratory')),
            ],
            options={
                'verbose_name': 'historical instrument',
                'verbose_name_plural': 'historical instruments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ServiceItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('activity_type', models.CharField(max_length=40, verbose_name='activity type')),
                ('method', models.CharField(blank=True, max_length=200, verbose_name='standard or method')),
                ('unit_price_fen', workflow.money.MoneyField(blank=True, null=True, verbose_name='unit price (元)')),
                ('unit', models.CharField(blank=True, help_text='For example: sample, hour, set.', max_length=40, verbose_name='unit')),
                ('lead_time_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lead time (working days)')),
                ('laboratory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='labs.laboratory', verbose_name='laboratory')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
            },
        ),
        migrations.AddIndex(
            model_name='laboratory',
            index=models.Index(fields=['state', 'kind'], name='laboratory_catalogue'),
        ),
        migrations.AddConstraint(
            model_name='laboratory',
            constraint=models.CheckConstraint(condition=models.Q(('listed_to__isnull', True), ('listed_from__isnull', True), ('listed_to__gte', models.F('listed_from')), _connector='OR'), name='laboratory_listing_in_order', violation_error_message='The listing cannot end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='laboratory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'listed'), _negated=True), ('listed_from__isnull', False), _connector='OR'), name='laboratory_listed_from_a_day', violation_error_message='A listed laboratory has a first day.'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('laboratory', 'number'), name='instrument_number_once', violation_error_message='The laboratory already has an instrument with this inventory number.'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.CheckConstraint(condition=models.Q(('price_fen__isnull', True), ('price_fen__gte', 0), _connector='OR'), name='instrument_price_not_negative', violation_error_message='A price is not negative.'),
        ),
        migrations.AddIndex(
            model_name='serviceitem',
            index=models.Index(fields=['activity_type', 'laboratory'], name='service_activity'),
        ),
        migrations.AddConstraint(
            model_name='serviceitem',
            constraint=models.UniqueConstraint(fields=('laboratory', 'name'), name='service_name_once', violation_error_message='The laboratory already offers a service of this name.'),
        ),
        migrations.AddConstraint(
            model_name='serviceitem',
            constraint=models.CheckConstraint(condition=models.Q(('unit_price_fen__isnull', True), ('unit_price_fen__gte', 0), _connector='OR'), name='service_price_not_negative', violation_error_message='A price is not negative.'),
        ),
    ]
