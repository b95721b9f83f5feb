"""The people of the example neighbourhood, as the tests meet them: one of each kind, and one who lives elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from wijkwerk.web.people.models import Area, AreaRole, Organisation, Person

PASSWORD = "een-lange-zomeravond"


@dataclass(frozen=True)
class Cast:
    """Two neighbourhoods and six people; `elsewhere` is where Ruud lives, who may do nothing in `area`."""

    area: Area
    elsewhere: Area
    amina: Person  # resident
    joost: Person  # community worker
    els: Person  # policy officer
    karin: Person  # editor
    ruud: Person  # resident elsewhere
    noor: Person  # administrator

    def people(self) -> Iterator[tuple[str, Person]]:
        """Everyone, by first name."""
        for field in fields(self):
            if isinstance(value := getattr(self, field.name), Person):
                yield field.name, value


def make_cast() -> Cast:
    """Everyone, in the database."""
    welfare = Organisation.objects.create(name="Welzijn Oude Haven")
    municipality = Organisation.objects.create(name="Gemeente Voorbeeldstad")
    area = make_area("oud-crooswijk", "Oud Crooswijk", residents=260, households=120)
    elsewhere = make_area("vechtzoom", "Vechtzoom", residents=90, households=40)
    return Cast(
        area=area,
        elsewhere=elsewhere,
        amina=make_person("amina", "Amina El Idrissi", area=area, role=AreaRole.Role.RESIDENT),
        joost=make_person(
            "joost", "Joost van Dam", area=area, role=AreaRole.Role.COMMUNITY_WORKER, organisation=welfare
        ),
        els=make_person("els", "Els Martens", area=area, role=AreaRole.Role.POLICY_OFFICER, organisation=municipality),
        karin=make_person("karin", "Karin Smit", area=area, role=AreaRole.Role.EDITOR, organisation=welfare),
        ruud=make_person("ruud", "Ruud Bakker", area=elsewhere, role=AreaRole.Role.RESIDENT),
        noor=make_person("noor", "Noor Jansen", organisation=municipality, is_administrator=True),
    )


def make_area(slug: str, name: str, *, within: Area | None = None, **facts: int) -> Area:
    """A neighbourhood with someone to call."""
    return Area.objects.create(
        slug=slug,
        name=name,
        within=within,
        contact_name="Joost van Dam",
        contact_phone="010 123 45 67",
        contact_role="opbouwwerker",
        **facts,
    )


def make_person(
    login: str,
    name: str,
    *,
    area: Area | None = None,
    role: str = "",
    organisation: Organisation | None = None,
    is_administrator: bool = False,
    has_password: bool = False,
) -> Person:
    """A person, perhaps with a role in an area; with `has_password` they can type PASSWORD (slow: scrypt)."""
    person = Person(
        login=login,
        name=name,
        email=f"{login}@voorbeeld.example",
        organisation=organisation,
        is_administrator=is_administrator,
    )
    if has_password:
        person.set_password(PASSWORD)
    else:
        person.set_unusable_password()
    person.save()
    if area is not None:
        AreaRole.objects.create(person=person, area=area, role=role)
    return person
