"""Words of accusation in the languages of the site, and how a person is named there."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# The languages whose words of accusation stand here.
KNOWN = ("nl", "en", "ar", "tr", "pl", "uk")

# --- languages with capitals: a name beside one of these words ---

DUTCH = (
    r"steelt|stelen|stal|gestolen|dief|dieven|dealt|dealer\w{0,3}|drugs\w{0,12}|hennep|wiet|bedreig\w{0,6}|"
    r"mishandel\w{0,6}|slaat|slaan|fraude\w{0,8}|oplicht\w{0,6}|crimine\w{0,6}|pedofiel|verkracht\w{0,6}|"
    r"aanrand\w{0,6}|inbre\w{0,6}|vernie\w{0,6}|overlast|terror\w{0,8}|illegaal|illegale|schuldig|asociaal|asociale|"
    r"tuig|verslaafd\w{0,3}|leugenaar|dronkaard|corrupt|moordena\w{0,4}"
)
ENGLISH = (
    r"steal\w{0,3}|stole|stolen|thief|thieves|robs|robbed|robber\w{0,2}|deals|dealer\w?|drugs|threat\w{0,6}|"
    r"abus\w{0,6}|hits|beats|assault\w{0,3}|harass\w{0,5}|raped|rapist\w?|molest\w{0,4}|pa?edophile\w?|fraud\w{0,6}|"
    r"scam\w{0,5}|swindl\w{0,4}|criminal\w?|illegal|guilty|vandal\w{0,4}|burgl\w{0,5}|bully|bullies|addict\w{0,2}|"
    r"drunkard|liar|corrupt|murder\w{0,4}"
)
TURKISH = (
    r"hırsız\w{0,12}|çal(?:ıyor|dı|mış|ar)\w{0,6}|uyuşturucu\w{0,12}|esrar\w{0,6}|torbacı\w{0,6}|tehdit\w{0,6}|"
    r"döv(?:üyor|dü|müş|er)\w{0,6}|saldır\w{0,10}|dolandır\w{0,12}|sahtek[aâ]r\w{0,8}|yalancı\w{0,6}|suçlu\w{0,8}|"
    r"tecavüz\w{0,8}|taciz\w{0,8}|sapık\w{0,8}|pedofil\w{0,6}|rüşvet\w{0,8}|şiddet\w{0,6}|rahatsız\w{0,6}|"
    r"terör\w{0,8}|kaçakçı\w{0,8}|bağımlı\w{0,6}|sarhoş\w{0,6}|katil\w{0,6}|öldür\w{0,8}|soy(?:du|uyor|gun)\w{0,8}|"
    r"kundak\w{0,8}|serseri\w{0,6}|ahlaksız\w{0,6}|fuhuş\w{0,4}|mafya\w{0,6}|çete\w{0,6}"
)
POLISH = (
    r"kradn\w{0,5}|krad[łlz]\w{0,8}|ukrad\w{0,6}|okrad\w{0,6}|złodziej\w{0,6}|rabu\w{0,8}|napad\w{0,6}|dil(?:er|uj)\w{0,5}|"
    r"deal\w{0,6}|narko\w{0,10}|marihuan\w{0,3}|grozi\w{0,4}|groźb\w{0,4}|gróźb|bije|bił|biła|pobi[łl]\w{0,3}|"
    r"przemoc\w{0,3}|znęca\w{0,5}|oszu[sk]\w{0,8}|przestęp\w{0,8}|pedofil\w{0,5}|(?:z?gwałc|gwałt)(?!own)\w{0,6}|"
    r"molest\w{0,6}|włam\w{0,8}|niszcz\w{0,6}|zniszcz\w{0,6}|dewast\w{0,8}|wandal\w{0,6}|terror\w{0,8}|nielegaln\w{0,4}|"
    r"winny|winna|winni|winien|łapówk\w{0,6}|kłam\w{0,6}|alkoholik\w{0,5}|pija[kn]\w{0,4}|ćpun\w{0,4}|bandyt\w{0,6}|"
    r"menel\w{0,4}|morder\w{0,5}|zabi[łj]\w{0,5}|podpal\w{0,6}|nęka\w{0,5}|awantur\w{0,6}|zakłóca\w{0,4}"
)
UKRAINIAN = (
    r"краде|крадуть|крав|крала|крали|[ву]кра(?:в|ла|ли|де\w{0,4})|обікра\w{0,6}|обкрад\w{0,6}|злоді\w{0,6}|крадіж\w{0,4}|"
    r"п?о?грабу\w{0,6}|нарко\w{0,10}|дилер\w{0,4}|погрожу\w{0,5}|погроз\w{0,4}|б['’ʼ]є|б['’ʼ]ють|поби(?:в|ла|ли)|"
    r"насил\w{0,8}|знуща\w{0,6}|шахра\w{0,8}|обман\w{0,8}|обдур\w{0,6}|злочин\w{0,6}|педофіл\w{0,4}|з?[ґг]валт\w{0,8}|"
    r"вламу\w{0,6}|з?нищ(?:ив|ил|ує|ують)\w{0,3}|псує|псують|терор\w{0,8}|незаконн\w{0,4}|нелегальн\w{0,4}|винен|винна|"
    r"винуват\w{0,5}|хабар\w{0,6}|бреше|бреха\w{0,4}|брехун\w{0,4}|алкогол[іи]к\w{0,3}|п['’ʼ]яни\w{0,4}|п['’ʼ]яний|бандит\w{0,4}|"
    r"[ву]би(?:в|ла|вця|вці)|підпал\w{0,6}|хуліган\w{0,6}|чіпляється"
)
ACCUSES = re.compile(rf"\b(?:{DUTCH}|{ENGLISH}|{TURKISH}|{POLISH}|{UKRAINIAN})\b", re.IGNORECASE)

# --- names, where they have capitals ---

LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))]
CAPITAL = "".join(letter for letter in LETTERS if letter.isupper())
SMALL = "".join(letter for letter in LETTERS if letter.islower())
NAME = rf"[{CAPITAL}][\w'’-]{{1,40}}"
# Before a place, and what may begin a name but is nobody: "In Crooswijk", "Gemeente Rotterdam".
NOBODY = (
    r"in|op|bij|uit|naar|at|on|near|w|we|na|przy|koło|у|в|на|біля|gemeente|wijkraad|politie|council|police|"
    r"gmina|miasto|rada|policja|belediye|belediyesi|polis|муніципалітет|міськрада|рада|поліція"
)
FULL_NAME = (
    rf"(?!(?i:{NOBODY})\s)[{CAPITAL}][{SMALL}'’ʼ-]{{1,40}}\s"
    rf"(?:(?:van|de|den|der|ten|ter|el|al|bin|ben)\s){{0,3}}{NAME}"
)
INITIALS = rf"(?:[{CAPITAL}]\.\s?){{1,3}}{NAME}|{NAME}\s[{CAPITAL}]\."
BEFORE = (
    r"sayın|bay|bayan|komşu\w{0,6}|doktor|"
    r"pan|pani|pana|panu|panią|sąsiad\w{0,4}|rodzin\w{1,2}|państw\w{1,3}|wujek|ciocia|babcia|dziadek|ksiądz|niejak\w{1,3}|"
    r"пан|пані|пана|панові|сусід\w{0,4}|родин\w{1,2}|дядько|дядя|тітка|тьотя|баба|бабуся|дід|лікар|якийсь|якась"
)
FROM = r"\w{2,40}\svan\s(?:de\soverkant|hiernaast|hierboven|hierbeneden|beneden|boven|naast\sons)"
AFTER = r"bey|hanım|abi|ağabey|abla|teyze|amca|dayı|hoca|usta|dede|nine|ailesi"
NAMED = re.compile(
    r"(?<!\w)(?<!in )(?<!op )(?<!bij )(?<!uit )(?<!van )(?<!naar )(?<!w )(?<!we )(?<!przy )(?<!у )(?<!в )"
    rf"(?:(?i:{BEFORE})\s{NAME}(?:\s{NAME})?|{FULL_NAME}|{INITIALS}|{NAME}\s(?i:{AFTER})\b|(?i:{FROM})\b)"
)

# --- Arabic: it has no capitals, so a name cannot be seen ---

ARABIC_WORD = re.compile(r"[\u0621-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff]+")
SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})
AND = "[وف]?"
THE = f"{AND}(?:[بك]?ال|[بلك]|لل)?"
WHOSE = "(?:ي|ه|ها|نا|ك|كم|هم|ني)?"
# What somebody does or did, he or she. "They" and the noun ("theft") stand under TROUBLE.
DOES = "سرق|نهب|سطو|نشل|حتال|غش|خدع|ضرب|عتدي|غتصب|تحرش|بتز|شتم|خطف|رتشي|لاحق|تجسس|تنمر"
DID = "سرق|نهب|سطا|نشل|احتال|خدع|اعتدي|اغتصب|خطف|ابتز|شتم|تجسس|تنمر"
DONE_TO_ME = "ضرب|هدد|تحرش|غش|لاحق|ازعج|زعج|قتل"
IS = (
    "لص|سارق|سارقة|حرامي|نشال|محتال|مغتصب|متحرش|معتد|معتدي|مجرم|مجرمة|ارهابي|مهرب|مدمن|بلطجي|ازعر|كذاب|خاين|خائن|قواد|"
    "عاهرة|متهم|مذنب|سكير|مرتش|مرتشي|مبتز|نذل|دزد|قاچاقچي|كلاهبردار"
)  # fmt: skip
# What goes wrong in a street without anybody being named.
TROUBLE = (
    "سرقة|سرقات|سرقت|لصوص|حرامية|سراق|سارقين|سارقون|مجرمين|مجرمون|مدمنين|مدمنون|ارهابيين|زعران|يسرقون|يضربون|يعتدون|جريمة|"
    "جرائم|اجرام|مخدر|مخدرات|حشيش|كوكايين|هيروين|ماريجوانا|عنف|ضرب|اعتداء|اعتداءات|تحرش|اغتصاب|تهديد|تهديدات|يهدد|تهدد|هدد|"
    "احتيال|نصب|نصاب|ينصب|رشوة|رشاوي|فساد|فاسد|فاسدة|قتل|يقتل|قاتل|ازعاج|يزعج|تزعج|مزعج|تخريب|يخرب|خرب|عصابة|عصابات|ارهاب|"
    "دعارة|ابتزاز|اساءة|شتائم|كذب|يكذب|تكذب|سلاح|اسلحة|سكران|تهريب|نهب|سطو|نشل|غش|خطف|تنمر"
)  # fmt: skip
# What points at one human: a title, a tie, or what they do with what they sell or use.
SOMEBODY = (
    "سيد|سيدة|استاذ|استاذة|حاج|حاجة|شيخ|دكتور|دكتورة|معلم|معلمة|ابو|عبد|جار|جارت|جارة|عائلة|عائلت|عيلة|اسمه|اسمها|يدعي|تدعي|"
    "مدعو|مدعوة|ابن|ابنة|ابنت|زوجها|زوجته|زوجتي|شقيق|اخو|موظف|موظفة|مدير|مديرة|رجل|صاحب|صاحبة|يبيع|تبيع|باع|يتاجر|تتاجر|تاجر|"
    "يروج|يوزع|يتعاطي|تتعاطي"
)  # fmt: skip
# First names that are no common words; of the others ("generous", "age", "on me") a reader sees it afterwards.
FIRST_NAMES = (
    "محمد|احمد|محمود|مصطفي|حسين|عثمان|خالد|يوسف|ابراهيم|اسماعيل|ياسين|ياسر|سامر|سامي|سمير|بلال|حمزة|طارق|زياد|وليد|رامي|فادي|"
    "هشام|كمال|رشيد|ادريس|مروان|عدنان|سليمان|داود|عيسي|موسي|يعقوب|زكريا|مراد|فؤاد|انس|عماد|ايمن|عبدالله|عبدالرحمن|عبدالرحيم|"
    "عبدالكريم|فاطمة|عائشة|خديجة|مريم|زينب|سميرة|ليلي|لطيفة|نعيمة|رشيدة|حنان|سعاد|نادية|ياسمين|سلمي|رانيا|دينا"
)  # fmt: skip
# Of these an opinion may be sharp: they are no human.
GOVERNS = "بلدية|حكومة|مجلس|سياسة|سياسات|شركة|شركات|ضرائب|ضريبة|دولة|نظام|قانون|وزارة|مشروع|خطة|شرطة|بنك|مؤسسة|ادارة"

DOES_OR_IS = re.compile(
    rf"{AND}[سل]?[يت](?:{DOES}){WHOSE}|{AND}(?:{DID})ت?{WHOSE}|"
    rf"{AND}س?[يت]?(?:{DONE_TO_ME})ت?(?:ني|نا)|{THE}(?:{IS})(?:ة|ي|نا|كم|هم)?"
)
GOES_WRONG = re.compile(rf"{THE}(?:{TROUBLE}){WHOSE}")
# "The current" month is written as "the my neighbour".
POINTS = re.compile(rf"(?!\w*الجاري$)(?:{THE}(?:{SOMEBODY}){WHOSE}|[وفبلك]?(?:{FIRST_NAMES}))")
NO_HUMAN = re.compile(rf"{THE}(?:{GOVERNS}){WHOSE}")
# "Was stolen", by its vowel or because the sentence begins with it and what was stolen is mine or ours.
STOLEN = re.compile("[وف]?(?:[يت]\u064fس|س\u064fر)")
STOLE, MINE = ("سرق", "سرقت"), ("ي", "نا")


class _Token(NamedTuple):
    """A word as it was written, as it is looked up, and whether a sentence begins with it."""

    written: str
    plain: str
    is_first: bool


def accusations_in_arabic(text: str, *, is_named: bool = False) -> list[str]:
    """The words in Arabic letters with which somebody may be accused, as they were written.

    In a script without capitals a name is not seen. So a word for what a human does or is ("he steals", "a thief") is
    enough, with or without a name. What goes wrong in a street ("much theft here", "nuisance at night", "my bicycle was
    stolen") is free, unless somebody is pointed at: by a title, as a neighbour, by a well-known first name, by what
    they sell, or by a name in other letters (`is_named`). A sharp word about the municipality, a law or a plan is an
    opinion and free too, when nobody else is pointed at.
    """
    tokens = [
        _Token(found.group(), _plain(found.group()), text[: found.start()].rstrip()[-1:] in {"", *".!?؟:"})
        for found in ARABIC_WORD.finditer(text)
    ]
    points = is_named or any(POINTS.fullmatch(one.plain) for one in tokens)
    return [
        one.written
        for place, one in enumerate(tokens)
        if (points and GOES_WRONG.fullmatch(one.plain))
        or (DOES_OR_IS.fullmatch(one.plain) and (points or not _is_of_nobody(tokens, place)))
    ]


def _is_of_nobody(tokens: list[_Token], place: int) -> bool:
    """Whether what was done was done by no human that is named: a municipality beside it, or "was stolen"."""
    one, after = tokens[place], tokens[place + 1 : place + 2]
    if STOLEN.match(one.written):
        return True
    if one.is_first and one.plain in STOLE and any(near.plain.endswith(MINE) for near in after):
        return True
    return any(NO_HUMAN.fullmatch(near.plain) for near in (*tokens[max(0, place - 2) : place], *after))


def _plain(word: str) -> str:
    """The word without its vowel marks, each letter in one form."""
    return "".join(sign for sign in word.translate(SAME) if not unicodedata.combining(sign))
