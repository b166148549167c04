"""The rows of one force in every table of the desk, as lines of JSON: found by how each table hangs on its force."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from heeded_desk.members.models import Force

SECRET = {"members_member": {"password"}, "contact_apikey": {"hash", "salt"}}
"""Columns by which something is opened; they are in no export."""
WHOLE_DESK = {"audit_head", "audit_verification", "members_force"}
"""Tables that are no force's own."""
TOGETHER = 500


def models_of_desk() -> list[type[Model]]:
    """Give the tables that a force has rows in, in the order of their names."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("heeded_desk.")]
    held = (m for m in ours if m._meta.db_table not in WHOLE_DESK and path_to_force(m))
    return sorted(held, key=lambda m: m._meta.db_table)


def path_to_force(model: type[Model]) -> str:
    """Give by which keys a table hangs on its force, as a query names them; empty where it hangs on none."""
    ahead: list[tuple[type[Model], str]] = [(model, "")]
    seen = set()
    while ahead:
        at, path = ahead.pop(0)
        for field in at._meta.local_fields:
            if isinstance(field, ForeignKey) and field.related_model is Force:
                return f"{path}{field.name}"
            if isinstance(field, ForeignKey) and field.related_model not in seen:
                seen.add(field.related_model)
                ahead.append((field.related_model, f"{path}{field.name}__"))
    return ""


def columns_of(model: type[Model]) -> list[Field]:
    """Give the columns of a table that are exported."""
    return [field for field in model._meta.local_fields if field.name not in SECRET.get(model._meta.db_table, ())]


def lines_of(model: type[Model], force_id: int) -> Iterator[bytes]:
    """Give the rows of a force in a table, each as a line of JSON with the columns by name, oldest first."""
    columns = [field.attname for field in columns_of(model)]
    rows = model.objects.filter(**{path_to_force(model): force_id}).order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=TOGETHER):
        told = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"


def described(model: type[Model]) -> dict[str, object]:
    """Give what a table holds, in words and by column."""
    words = " ".join((model.__doc__ or "").split())
    return {"holds": words, "columns": {f.attname: f.get_internal_type() for f in columns_of(model)}}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
