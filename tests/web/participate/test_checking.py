"""What is read before everybody sees it: an accusation with a name, in each language of the site; and what is free."""

import pytest

from wijkwerk.web.participate.checking import personal_in

# --- a script without capitals ---


@pytest.mark.parametrize(
    "text",
    [
        "أحمد يسرق الدراجات",
        "جاري لص",
        "هذا الرجل حرامي",
        "وهو محتال كبير",
        "زكي مدمن",
        "يبيع المخدرات أمام المدرسة",
        "السيد كريم متورط في سرقة",
        "محمد والمخدرات مشكلة كبيرة",
        "يضرب أولاده كل يوم",
        "الجارة تسرق الطرود",
        "هو الذي سرق دراجتي",
        "فَاطِمَة سَرَقَتْ الطرود",
        "ضربني ابنه في الساحة",
        "ابن جارتي يهدد الأطفال",
        "إنه اللص المعروف",
        "موظف البلدية يسرق أموالنا",
        "سيسرق مرة أخرى",
        "المجرمة تسكن هنا",
        "و اللصّ يسكن هنا",
        "صاحب المقهى يبيع الحشيش",
    ],
)
def test_an_accusation_of_somebody_in_arabic_is_read_first(text):
    found = personal_in(text, language="ar")

    assert found and all(words in text and looks == "een beschuldiging" for words, looks in found)


@pytest.mark.parametrize(
    "text",
    [
        "هناك سرقات كثيرة في الشارع",
        "السرقة كثيرة في الحي",
        "نريد مقعدًا في الساحة",
        "البلدية تسرق أموالنا",
        "تسرق البلدية أموالنا بالضرائب",
        "سياسة البلدية فاسدة",
        "هذه السياسة جريمة",
        "اللصوص يأتون في الليل",
        "الإزعاج في الليل كبير",
        "محمد يريد أن يسقي النباتات",
        "الساحة للجميع",
        "نحتاج إلى نصاب في التصويت",
        "النصب التذكاري جميل",
        "العنف ضد النساء مرفوض",
        "علي أن أعمل في الحديقة",
        "الضرائب الجديدة سرقة",
        "السيارات السريعة خطر على الأطفال",
        "نريد مركزا لعلاج الإدمان",
        "المخدرات تباع قرب المدرسة",
        "الخطة تهدد الأشجار",
        "نريد إنارة ضد السرقة",
        "اقرأ كتاب اللصوص والكلاب",
        "نشكر السيد أحمد على عمله",
        "المسؤولية على الجميع",
        "الشرطة تأتي متأخرة",
        "الأطفال يلعبون كرة القدم في الشارع",
        "الأخضر قليل في الحي",
        "اعتدنا أن نجلس هنا",
        "نطلب احترام كبار السن",
        "سرقة الدراجات كثيرة",
        "وسرقة الطرود",
        "سرقت دراجتي أمام البيت",
        "سُرقت دراجة أمي",
        "زادت السرقات خلال الشهر الجاري",
        "لا للعنف ضد المرأة",
        "العنف الزوجي مشكلة",
        "حي خال من المخدرات",
        "الشارع قذر",
        "على البلدية أن توقف العنف على الأطفال",
        "اعتدت أن أجلس هنا",
        "لا للسلاح في المدارس",
        "السيد أحمد مسؤول عن الحديقة",
        "نريد أن يزور أحمد ويوسف المدرسة",
        "تمت سرقة دراجتي مرتين",
        "Oud Crooswijk جميلة",
    ],
)
def test_what_goes_wrong_an_opinion_and_a_name_alone_are_free_in_arabic(text):
    assert personal_in(text, language="ar") == []


@pytest.mark.parametrize("language", ["nl", "und"])
def test_arabic_letters_are_read_whatever_language_was_chosen(language):
    assert personal_in("جاري لص", language=language) == [("لص", "een beschuldiging")]


def test_a_name_in_other_letters_or_in_the_title_points_at_somebody():
    assert personal_in("السرقة في الحي", language="ar") == []
    assert ("والسرقة", "een beschuldiging") in personal_in("Jan de Vries والسرقة في الحي", language="ar")
    assert personal_in("محمد", "السرقة في الحي", language="ar") == [("السرقة", "een beschuldiging")]


def test_a_place_in_other_letters_points_at_nobody():
    text = "السرقة كثيرة في Oud Crooswijk"

    assert personal_in(text, language="ar") != []
    assert personal_in(text, language="ar", places=["Oud Crooswijk"]) == []


# --- languages with capitals ---


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Komşu Ahmet Yılmaz hırsız"),
        ("tr", "Ahmet Bey uyuşturucu satıyor"),
        ("tr", "komşumuz Mehmet hırsızlık yapıyor"),
        ("tr", "Ayşe teyze bizi tehdit etti"),
        ("tr", "Yılmaz ailesi herkesi rahatsız ediyor"),
        ("tr", "A. Yılmaz dolandırıcı"),
        ("tr", "Şükrü Öztürk çocukları dövüyor"),
        ("pl", "Sąsiad Jan Kowalski kradnie rowery"),
        ("pl", "pan Kowalski bije żonę"),
        ("pl", "rodzina Nowaków handluje narkotykami"),
        ("pl", "Wojciech Śliwiński to złodziej"),
        ("pl", "Anna Nowak-Kowalska kłamie"),
        ("pl", "Łukasz Żak grozi dzieciom"),
        ("pl", "sąsiadka Wiśniewska ukradła paczkę"),
        ("pl", "Jan K. jest pijakiem"),
        ("pl", "J. Kowalski to oszust"),
        ("uk", "Сусід Тарас Шевчук краде"),
        ("uk", "пан Шевчук б’є дітей"),
        ("uk", "Оксана Лук’янець шахрайка"),
        ("uk", "сусідка Оля вкрала посилку"),
        ("uk", "дядько Степан продає наркотики"),
        ("uk", "Т. Шевчук погрожував мені"),
        ("uk", "Їржі Ґудзь хуліган"),
        ("uk", "родина Коваленків краде"),
        ("uk", "Дем'янчук Іван бреше"),
        ("nl", "Piet Jansen steelt fietsen"),
        ("nl", "Paweł Łącki steelt fietsen"),
        ("nl", "mohammed van de overkant steelt fietsen"),
        ("nl", "Die man van hierboven dealt drugs"),
        ("en", "John Smith stole my bike"),
    ],
)
def test_a_name_beside_an_accusation_is_read_first(language, text):
    assert "een naam" in {looks for _words, looks in personal_in(text, language=language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Oud Crooswijk ve Speelpark için bir bank"),
        ("tr", "Mahallede hırsızlık çok"),
        ("tr", "Ahmet Yılmaz bahçeyi sulamak istiyor"),
        ("tr", "Belediye Rotterdam paramızı çalıyor"),
        ("tr", "Gençler gürültü yapıyor"),
        ("tr", "Belediyenin politikası şiddet üretiyor"),
        ("tr", "Hırsızlar gece geliyor"),
        ("pl", "Więcej ławek na placu"),
        ("pl", "Jan Kowalski chce podlewać kwiaty"),
        ("pl", "Na Schiekade kradną rowery"),
        ("pl", "Gmina Rotterdam okrada mieszkańców"),
        ("pl", "Dużo hałasu i kradzieży"),
        ("pl", "W Rotterdamie jest za dużo narkotyków"),
        ("pl", "Powinny być ławki"),
        ("pl", "Gwałtowny deszcz zalewa Crooswijk"),
        ("uk", "Більше лавок на площі"),
        ("uk", "Тарас Шевчук хоче поливати квіти"),
        ("uk", "На вулиці багато крадіжок"),
        ("uk", "Уряд краде наші гроші"),
        ("uk", "У Роттердамі крадуть велосипеди"),
        ("uk", "Ми любимо Україну"),
        ("nl", "In Crooswijk wordt veel gestolen"),
        ("nl", "Gemeente Rotterdam steelt ons geld"),
        ("nl", "De mensen van de overkant helpen graag"),
        ("nl", "Jan Kowalski wil de plantjes water geven"),
        ("en", "Cars hit people on Oud"),
        ("en", "In Rotterdam drugs are sold"),
    ],
)
def test_a_name_an_accusation_of_nobody_and_an_opinion_are_free(language, text):
    assert personal_in(text, language=language) == []


def test_an_accusation_is_seen_when_the_language_was_chosen_wrong():
    assert personal_in("Sąsiad Jan Kowalski kradnie rowery", language="nl") == [("Sąsiad Jan Kowalski", "een naam")]


# --- telephone numbers ---


@pytest.mark.parametrize(
    "text",
    [
        "اتصل بي ٠٦١٢٣٤٥٦٧٨",
        "هاتفي: ۰۶ ۱۲۳۴ ۵۶۷۸",
        "اتصل على ٠٦-١٢٣٤٥٦٧٨",
        "هاتفي و٠٦١٢٣٤٥٦٧٨",
        "+٣١٦١٢٣٤٥٦٧٨",
        "٠٠٣١ ٦ ١٢٣٤٥٦٧٨",
    ],
)
def test_a_telephone_number_is_seen_in_the_digits_of_arabic_and_persian(text):
    assert [looks for _words, looks in personal_in(text, language="ar")] == ["een telefoonnummer"]


@pytest.mark.parametrize("text", ["الحافلة ٣٨ تتأخر", "في سنة ٢٠٢٤ كان أفضل", "نريد ١٠٠٠ شجرة"])
def test_another_number_in_those_digits_is_no_telephone_number(text):
    assert personal_in(text, language="ar") == []
