"""What is made ready no longer holds the codes of red flags apart."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0003_prepared_and_refusals")]

    operations = [migrations.RemoveField(model_name="prepared", name="flag_codes")]
