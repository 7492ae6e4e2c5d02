"""Django's PostgreSQL backend on the embedded server, which starts at the first connection and not before.

So `manage.py import_plan` needs no preparation, and a dry run or the parser's tests start no database at all.
"""

from pathlib import Path

from django.db.backends.postgresql import base

from planapi import embedded
from planapi.cluster import PORT, USER


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self):
        membership = embedded.join(Path(self.settings_dict["DATA_DIR"]), durable=self.settings_dict["DURABLE"])
        self.settings_dict |= {"HOST": str(membership.socket_dir), "PORT": PORT, "USER": USER}
        return super().get_connection_params()
