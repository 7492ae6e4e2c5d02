"""A full copy of the data, as somebody else would keep it: crawled from the lists, or kept in step by the feed of changes."""

from plans.models import FOLLOWED


class Copy(dict):
    """{(list, id): record}. `get` reads an address."""

    def __init__(self, get, start="/api/v1/changes/"):
        super().__init__()
        self.get, self.place = get, start

    def follow(self, page_size=50):
        """Apply what has changed; returns how many changes that were."""
        applied, more = 0, True
        asked = {"page_size": page_size, "expand": "record"} if "cursor=" not in self.place else {}
        while more:
            page = self._read(self.place, **asked)
            for change in page["results"]:
                key = change["resource"], change["id"]
                if change["operation"] == "delete" or change["record"] is None:
                    self.pop(key, None)
                else:
                    self[key] = change["record"]
            applied, more, self.place, asked = applied + len(page["results"]), page["more"], page["next"], {}
        return applied

    def crawl(self):
        """Read every list from its beginning to its end."""
        for resource in FOLLOWED:
            unique = "code" if resource in ("regions", "indicators") else "id"
            page = self._read(f"/api/v1/{resource}/", ordering=unique, page_size=200)
            while page:
                self.update({(resource, record[unique]): record for record in page["results"]})
                page = page["next"] and self._read(page["next"])
        return self

    def _read(self, address, **query):
        response = self.get(address, **query)
        assert response.status_code == 200, response.content.decode()
        return response.json()
