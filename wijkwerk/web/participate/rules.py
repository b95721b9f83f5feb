"""Who may do what when people take part, as sentences."""

from __future__ import annotations

import rules

from wijkwerk.web.people.rules import holds, lives_or_works_in_area

leads = holds("community-worker", "policy-officer")
reads_first = holds("community-worker", "policy-officer", "editor")

rules.add_perm("participate.lead", leads)
rules.add_perm("participate.take_part", lives_or_works_in_area)
rules.add_perm("participate.read_first", reads_first)
