"""Connects what participate does with what it keeps of people, and the hour of the digests."""

from typing import Any

from django.apps import AppConfig


class ParticipateConfig(AppConfig):
    """Taking part."""

    name = "wijkwerk.web.participate"
    label = "participate"

    def ready(self) -> None:
        """Tell people what to export, let go and forget here, and routes which results wait; see to the digests."""
        from django.contrib.auth.signals import user_logged_in
        from django.utils import timezone

        from wijkwerk.web.participate import notices, own_data, votes
        from wijkwerk.web.people.service import Keeper, register_keeper
        from wijkwerk.web.work.service import register_results

        register_keeper("participate", Keeper(own_data.export_of, own_data.let_go, own_data.forget))
        register_results(votes.waiting_for_runs())

        def see_to_digests(**_: Any) -> None:
            notices.ask_once_a_day(today=timezone.localdate())

        user_logged_in.connect(see_to_digests, weak=False, dispatch_uid="participate.digests")
