"""Make an editor a token for the API, or revoke one."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans import tokens


class Command(BaseCommand):
    help = "Make a token with which a program writes in an editor's name. Prints it once; only its hash is stored."

    def add_arguments(self, parser):
        parser.add_argument("username", help="whose token")
        parser.add_argument("name", help="what it is for, such as “check script”")
        parser.add_argument("--days", type=int, default=tokens.DAYS, help=f"how long it holds: 1 to {tokens.MOST_DAYS}, default {tokens.DAYS}")
        parser.add_argument("--revoke", action="store_true", help="instead of making one, revoke every token of this name")

    def handle(self, *, username, name, days, revoke, **options):
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account {username} that is switched on. make_editor makes one.")
        if revoke:
            return self._revoke(user, name)
        if not user.is_staff:
            raise CommandError(f"{username} is no editor, so a token of theirs could change nothing.")
        if not 1 <= days <= tokens.MOST_DAYS:
            raise CommandError(f"--days is 1 to {tokens.MOST_DAYS}.")
        if not name.strip() or len(name) > tokens.NAME_LENGTH:
            raise CommandError(f"The name has 1 to {tokens.NAME_LENGTH} characters.")
        token, key = tokens.make_token(user, name.strip(), days)
        self.stdout.write(f"Made the token {token.name} of {username}, until {timezone.localtime(token.expires_at):%Y-%m-%d %H:%M}.")
        self.stdout.write(f"Token (shown only now): {key}")
        return None

    def _revoke(self, user, name):
        revoked = tokens.revoke(user.tokens.filter(name=name))
        if not revoked:
            raise CommandError(f"{user} has no token {name} that can still be used.")
        self.stdout.write(f"Revoked {revoked} {'token' if revoked == 1 else 'tokens'} {name} of {user}.")
