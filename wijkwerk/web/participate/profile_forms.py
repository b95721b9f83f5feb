"""The few questions about yourself, and the figures about an area that a worker fills in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.library.area_figures import SLACK, WHOLE, AreaFigures
from wijkwerk.web.participate.models import AreaShare
from wijkwerk.web.participate.profile import QUESTIONS, About, Question, Told


class TellForm(forms.Form):
    """Age band, education, whose the home is; every answer may be left open, and that is what stands chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = forms.ChoiceField(
                label=str(question.ask),
                choices=[*question.choices, ("", _("Dat zeg ik liever niet"))],
                widget=forms.RadioSelect,
                required=False,
                initial="",
            )

    def told(self) -> Told:
        """What was told."""
        return Told(**{question.key: self.cleaned_data[question.key] for question in QUESTIONS})


class TableForm(forms.Form):
    """Which row of which published table."""

    row = forms.ChoiceField(label=gettext_lazy("Van welk gebied neem je de cijfers over?"))

    def __init__(self, *args: Any, tables: dict[str, AreaFigures], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [  # type: ignore[attr-defined]
            (
                table.about.title,
                [(f"{key}:{row.code}", f"{row.name} ({row.code})") for row in table.areas.values() if row.shares],
            )
            for key, table in tables.items()
        ]

    def chosen(self) -> tuple[str, str]:
        """The table and the code of the area."""
        table, _colon, code = self.cleaned_data["row"].partition(":")
        return table, code


class SharesForm(forms.Form):
    """The shares of one question, typed over from a source."""

    def __init__(self, data: Any = None, *, question: Question, shares: tuple[AreaShare, ...] = ()) -> None:
        first = shares[0] if shares else None
        initial: dict[str, Any] = {f"share-{one.answer}": Decimal(one.per_mille) / 10 for one in shares}
        for name in ("source", "year", "about", "limits", "is_other_area"):
            initial[name] = getattr(first, name, None)
        super().__init__(data, initial=initial, prefix=question.key)
        self.question = question
        self.now = first
        for answer, label in question.choices:
            self.fields[f"share-{answer}"] = forms.DecimalField(
                label=label,
                min_value=0,
                max_value=100,
                decimal_places=1,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        model = AreaShare._meta
        for name, label, help_text in (
            ("about", _("Over welk gebied gaat het, en wie zijn geteld?"), _("Bijvoorbeeld: Lindebuurt, mensen van 15 jaar en ouder.")),
            ("source", _("Wie telde dit?"), _("Bijvoorbeeld: CBS, kerncijfers wijken en buurten.")),
            ("year", _("Van welk jaar is het?"), ""),
            ("limits", _("Waarmee kun je het niet vergelijken?"), _("Bijvoorbeeld: telt huizen en geen mensen.")),
        ):  # fmt: skip
            field: Any = model.get_field(name)
            self.fields[name] = field.formfield(label=label, help_text=help_text)
        self.fields["is_other_area"] = forms.BooleanField(
            label=_("Deze cijfers gaan over een ander gebied; we gebruiken ze als voorbeeld"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """At least one share, and together no more than the whole."""
        cleaned = super().clean() or {}
        total = sum(self.shares().values())
        if not self.errors and not self.shares():
            raise forms.ValidationError(_("Vul bij minstens één antwoord een getal in."))
        if total > WHOLE + SLACK:
            raise forms.ValidationError(_("Samen is dit meer dan honderd procent. Kijk de getallen na."))
        return cleaned

    def shares(self) -> dict[str, int]:
        """The shares that were filled in, in whole per mille."""
        found = {answer: self.cleaned_data.get(f"share-{answer}") for answer in self.question.labels}
        return {answer: int(part * 10) for answer, part in found.items() if part is not None}

    def about(self) -> About:
        """Where they come from."""
        cleaned = self.cleaned_data
        return About(
            cleaned["source"], cleaned["year"], cleaned["about"], cleaned["limits"], bool(cleaned["is_other_area"])
        )
