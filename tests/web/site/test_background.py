"""What a killed worker left is done by the next one; people at the site go first."""

from __future__ import annotations

import os

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from wijkwerk.web.people.terms import forget_today
from wijkwerk.web.site import background
from wijkwerk.web.site.management.commands import worker

database = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind(monkeypatch):
    """The worker runs here until nothing waits; how much it asks to be let behind the rest."""
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    monkeypatch.setattr(worker, "call_command", the_work)
    return asked


def the_work(name, queue_name):
    call_command(name, queue_name=queue_name, batch=True, interval=0.0, startup_delay=False, reload=False)


def begun(times):
    """A task that was begun so often, by workers that are no more."""
    task = DBTaskResult.objects.get(pk=forget_today.enqueue().id)
    for number in range(times):
        task.claim(f"worker-{number}")
    return task


def state_of(task):
    return DBTaskResult.objects.get(pk=task.pk).status


@database
def test_the_next_worker_does_what_a_killed_one_was_at(kind):
    task = begun(1)

    call_command("worker")

    assert state_of(task) == "SUCCESSFUL"


@database
def test_a_task_that_ended_its_worker_three_times_is_given_up_and_named_in_the_log(kind, caplog):
    task = begun(background.TRIES)

    call_command("worker")

    assert state_of(task) == "FAILED"
    assert [one.task for one in caplog.records if one.name == background.log.name] == [task.task_path]


@database
def test_beside_a_worker_that_runs_another_leaves_its_task_alone(kind):
    task = begun(1)

    with background.at_work() as is_alone:
        call_command("worker")

    assert is_alone and state_of(task) == "RUNNING"


@database
def test_people_at_the_site_go_before_the_worker(kind):
    call_command("worker")

    assert kind == [worker.KINDNESS]
