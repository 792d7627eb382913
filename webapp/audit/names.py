"""Names of what the history of changes speaks of by id; the id where nobody of that id is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.domain.mall import Mall
from planner.planning.stored import User
from webapp.language import t
from webapp.people import full_names

KEY = "key:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by id: of people who sign in, and of what the mall consists of."""

    people: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def person(self, name: str) -> str:
        """Who did it, as people call him."""
        if name.startswith(KEY):
            return t("audit.machine", name=name.removeprefix(KEY))
        return self.people.get(name, name)

    def thing(self, kind: str, key: str | None) -> str:
        """An agency, desk, service or officer."""
        return self.things.get(kind, {}).get(key or "", key or "")


def names_of(mall: Mall | None, users: Iterable[User]) -> Names:
    """The names of now."""
    people = full_names(users)
    if mall is None:
        return Names(people=people)
    parts = {"agency": mall.agencies, "desk": mall.desks, "service": mall.services, "officer": mall.officers}
    return Names(
        people=people, things={kind: {record.id: record.name for record in records} for kind, records in parts.items()}
    )
