"""What every page needs around its task: where you are, and whom you can call."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Area, AreaRole
from wijkwerk.web.site.prepared import Prepared

CONTACTS_IN_FOOTER = 3
CONTACT = ("name", "contact_name", "contact_phone", "contact_role")
# Whom someone can call: in their own areas, or else the first of all; one question, put into SQL once.
_nearest = Prepared(
    lambda person: _of_mine_or_first(AreaRole.objects.filter(person=person)), AreaRole._meta.get_field("person")
)
NAVIGATION = (("/vinden/", _("Vinden")), ("/werk/", _("Doen")), ("/kaart/", _("Kaart")), ("/meedoen/", _("Meedoen")))


@dataclass(frozen=True)
class Entry:
    """One word of the main menu; it is current when the page lies under its address."""

    url: str
    label: str | Promise
    is_current: bool


@dataclass(frozen=True)
class Contact:
    """Who can be called in an area. Named like the fields of Area, so that components take either."""

    name: str
    contact_name: str
    contact_phone: str
    contact_role: str

    @classmethod
    def of(cls, area: Area) -> "Contact":
        """Who can be called in this area."""
        return cls(area.name, area.contact_name, area.contact_phone, area.contact_role)


class Shell:
    """The frame of one page; nothing is asked of the database until the page wants it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def navigation(self) -> list[Entry]:
        """The main menu."""
        return [Entry(url, label, self.request.path.startswith(url)) for url, label in NAVIGATION]

    @cached_property
    def contacts(self) -> list[Contact]:
        """A few people to call when the page is about no area in particular: those of one's own areas first."""
        user = getattr(self.request, "user", None)
        if not (user and user.is_authenticated):
            return contacts(Area.objects.all(), most=CONTACTS_IN_FOOTER)
        found = _nearest(user.pk)
        is_any_mine = bool(found and found[0][0])
        return [Contact(*row) for is_mine, *row in found if is_mine or not is_any_mine]


def _of_mine_or_first(roles: QuerySet[AreaRole]) -> QuerySet[Area, Any]:
    reachable = Area.objects.exclude(contact_phone="")
    first = reachable.order_by("name").values("pk")[:CONTACTS_IN_FOOTER]
    mine = Exists(roles.filter(area=OuterRef("pk")))
    near = reachable.filter(Q(pk__in=roles.values("area")) | Q(pk__in=first)).annotate(is_mine=mine)
    return near.order_by("-is_mine", "name").values_list("is_mine", *CONTACT)[:CONTACTS_IN_FOOTER]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}


def contacts(areas: QuerySet[Area], *, most: int | None = None) -> list[Contact]:
    """Whom to call in `areas`, `most` at most; one query, without the drawings of the areas."""
    rows = areas.exclude(contact_phone="").order_by("name").values_list(*CONTACT)
    return [Contact(*row) for row in rows[:most]]
