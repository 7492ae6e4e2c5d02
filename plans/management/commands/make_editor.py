"""Make an account for an editor, or give one a new password."""

import secrets
import sys

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

GROUP = "editors"
CHANGED_BY_EDITORS = (
    "document",
    "chapter",
    "section",
    "paragraph",
    "target",
    "outcome",
    "projectmention",
    "project",
    "indicator",
    "diagnostic",
    "token",  # only to revoke one
)
ADDED_BY_EDITORS = ("target", "outcome", "projectmention", "indicator", "token")
DELETED_BY_EDITORS = ("target", "outcome", "projectmention")
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, o, i, 0, 1: a password is read from one screen and typed on another


class Command(BaseCommand):
    help = (
        "Make an account that may use the admin as an editor: view every record, change documents, their structure and "
        "diagnostics, change, add and delete targets, outcomes and mentions of projects, merge and split projects, change and add "
        "indicators, and make tokens for the API. Prints a random password once; it is stored only as a hash."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from the first line of standard input")
        parser.add_argument("--reset-password", action="store_true", help="the account may exist already: it gets a new password")

    def handle(self, *, username, password_stdin, reset_password, **options):
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else random_password()
        with transaction.atomic():
            made = save_editor(username, password, may_exist=reset_password)
        self.stdout.write(f"{'Made' if made else 'New password for'} the editor {username}.")
        if not password_stdin:
            self.stdout.write(f"Password (shown only now): {password}")


def random_password() -> str:
    """Four groups of five: some 99 bits.

    >>> [len(group) for group in random_password().split("-")]
    [5, 5, 5, 5]
    """
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def save_editor(username: str, password: str, *, may_exist: bool) -> bool:
    """Make or renew the account; tells whether it is new."""
    User = get_user_model()
    user = User.objects.filter(username=username).first()
    made = user is None
    if made:
        user = User(username=username)
    elif not may_exist:
        raise CommandError(f"There is an account {username} already. --reset-password gives it a new password.")
    elif not user.is_active or user.is_superuser:
        kind = "an administrator" if user.is_superuser else "switched off"
        raise CommandError(f"The account {username} is {kind}; this command leaves it alone.")
    try:
        User.username_validator(username)
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    user.is_staff = True
    user.set_password(password)
    user.save()
    user.groups.add(editors())
    return made


def editors() -> Group:
    """The group of editors, with exactly the rights they need."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    done = {"change": CHANGED_BY_EDITORS, "add": ADDED_BY_EDITORS, "delete": DELETED_BY_EDITORS}
    names = [f"{action}_{model}" for action, models in done.items() for model in models]
    rights = Permission.objects.filter(content_type__app_label="plans")
    group.permissions.set(rights.filter(codename__startswith="view_") | rights.filter(codename__in=names))
    return group


def renew_rights() -> None:
    """Give the group, if there is one, the rights to models it did not know."""
    if Group.objects.filter(name=GROUP).exists():
        editors()
