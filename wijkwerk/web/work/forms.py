"""Forms of work that are not questions of a method."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkwerk.library.method import Method
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.service_numbers import without_service_number


class StartForm(forms.Form):
    """Where a method begins, and what people call it."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Voor welk gebied?"), empty_label=None, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Hoe noemen jullie dit?"),
        help_text=_("Zoals mensen het op straat zouden zeggen. Noem geen namen van personen."),
        max_length=120,
        validators=[without_hidden_signs, without_service_number],
    )

    def __init__(self, data: object, *, areas: QuerySet[Area], method: Method) -> None:
        super().__init__(data, initial={"title": method.title, "area": areas.first()})  # type: ignore[arg-type]
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Who takes which role."""

    role = forms.ChoiceField(label=_("Rol"))
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Wie?"), empty_label=_("Kies iemand"))

    def __init__(self, data: object, *, roles: list[tuple[str, str]], people: QuerySet[Person]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]
