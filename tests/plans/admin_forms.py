"""Pages of the admin, and what a browser sends back from their forms."""

from django.urls import reverse


def url(record, page="change"):
    """The address of a page of a record."""
    return reverse(f"admin:plans_{record._meta.model_name}_{page}", args=[record.pk])


def filled(client, address, **changes):
    """What a browser would send back from the form at an address, with some fields changed."""
    form = client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: _sent(value) for name, value in values.items() if value is not None and value is not False} | changes


def _sent(value):
    """A value as its field sends it: a list as lines, a ticked box as `on`, a record as its key."""
    if isinstance(value, list):
        return "\n".join(value)
    return "on" if value is True else getattr(value, "pk", value)
