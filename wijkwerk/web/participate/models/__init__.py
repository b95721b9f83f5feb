"""The tables of taking part, one module for each thing people do."""

from wijkwerk.web.participate.models.dialogues import (
    AnswerSheet,
    Dialogue,
    DialogueDateChange,
    MapOfOpinions,
    Opinion,
    Statement,
)
from wijkwerk.web.participate.models.ideas import (
    Idea,
    PaperPile,
    Photo,
    Support,
    SupportSheet,
)
from wijkwerk.web.participate.models.judgements import Judgement
from wijkwerk.web.participate.models.meetings import AgendaPoint, Meeting
from wijkwerk.web.participate.models.notices import Notice, NoticeChoice
from wijkwerk.web.participate.models.profile import AreaShare, ProfileAnswer
from wijkwerk.web.participate.models.rounds import (
    DateChange,
    Letter,
    LetterBatch,
    Participant,
    Party,
    Round,
    Theme,
    WordChange,
)
from wijkwerk.web.participate.models.translations import Translation
from wijkwerk.web.participate.models.votes import (
    Ballot,
    ClosingChange,
    CodeBatch,
    HandCount,
    NamedAnswer,
    PaperCount,
    PaperEntry,
    Vote,
    VoteCode,
    VoteOption,
)

__all__ = [
    "AgendaPoint",
    "AnswerSheet",
    "AreaShare",
    "Ballot",
    "ClosingChange",
    "CodeBatch",
    "DateChange",
    "Dialogue",
    "DialogueDateChange",
    "HandCount",
    "Idea",
    "Judgement",
    "Letter",
    "LetterBatch",
    "MapOfOpinions",
    "Meeting",
    "NamedAnswer",
    "Notice",
    "NoticeChoice",
    "Opinion",
    "PaperCount",
    "PaperEntry",
    "PaperPile",
    "Participant",
    "Party",
    "Photo",
    "ProfileAnswer",
    "Round",
    "Statement",
    "Support",
    "SupportSheet",
    "Theme",
    "Translation",
    "Vote",
    "VoteCode",
    "VoteOption",
    "WordChange",
]
