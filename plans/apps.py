from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "规划与报告"

    def ready(self):
        post_migrate.connect(renew_editors, sender=self)


def renew_editors(**kwargs):
    """Editors get the rights to what a migration has brought: `migrate` makes the permissions, and this gives them out."""
    from plans.management.commands.make_editor import renew_rights

    renew_rights()
