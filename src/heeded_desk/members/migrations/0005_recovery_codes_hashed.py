"""Recovery codes that stand on paper already go on working; what is kept of them is their hashes, no longer a seed.

Takes about a second for each member who has some, for the hashes are slow on purpose.
"""

import hashlib
import hmac

from cryptography.fernet import InvalidToken
from django.db import migrations


def codes_of(data, decrypt):
    """Give the codes that are left, as django-allauth 65 made them from its seed."""
    if "migrated_codes" in data:
        return [decrypt(code) for code in data["migrated_codes"]]
    made, codes = hmac.new(decrypt(data["seed"]).encode("ascii"), None, hashlib.sha1), []
    for number in range(10):
        made.update(f"{number:3},".encode())
        value = int.from_bytes(made.digest()[:4], "big") % 10**8
        if not data["used_mask"] & (1 << number):
            codes.append(f"{value:08}")
    return codes


def hash_codes(apps, schema_editor):
    from heeded_desk.members.adapters import SecondStepAdapter
    from heeded_desk.members.recovery_codes import hashed

    for row in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes"):
        if "hashes" in row.data:
            continue
        try:
            codes = codes_of(row.data, SecondStepAdapter().decrypt)
        except InvalidToken:  # the desk has another key since, and these codes opened nothing any more
            codes = []
        seen = {name: row.data[name] for name in ("viewed_at",) if name in row.data}
        row.data = {"hashes": [hashed(code) for code in codes], **seen}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0004_session"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
