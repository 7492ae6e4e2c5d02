"""An editor who has signed in to the admin."""

import pytest


@pytest.fixture
def editor(client, db):
    from django.contrib.auth.models import User  # not before Django is set up

    from plans.management.commands.make_editor import save_editor

    save_editor("bianji", "blue-river-7788", may_exist=False)
    user = User.objects.get(username="bianji")
    client.force_login(user)
    return user
