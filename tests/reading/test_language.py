"""Languages: the script first, then a vote of common words; honest English is kept."""

from __future__ import annotations

import pytest

import pagequality as pq
from pagequality.text.wordlists import WORDS, read_phrases

ENGLISH = (
    "The miller of Beck said on Monday that the wheel will turn again before the harvest, because "
    "the town has paid for new paddles and nine people gave their time. "
)
OTHERS = {
    "ar": ("قال صاحب الطاحونة يوم الاثنين إن العجلة ستدور من جديد قبل موسم الحصاد لأن البلدة دفعت"),
    "fa": (
        "آسیابان روز دوشنبه گفت که چرخ پیش از برداشت دوباره خواهد چرخید چون شهر پول آن را پرداخت"
    ),
    "he": ("הטוחן אמר ביום שני כי הגלגל יסתובב שוב לפני הקציר משום שהעיירה שילמה על הלהבים"),
    "el": (
        "Ο μυλωνάς είπε τη Δευτέρα ότι ο τροχός θα γυρίσει ξανά πριν από τη συγκομιδή του χωριού"
    ),
    "th": ("คนโม่แป้งกล่าวเมื่อวันจันทร์ว่ากังหันจะหมุนอีกครั้งก่อนฤดูเก็บเกี่ยวเพราะเมืองได้จ่ายเงินแล้ว"),
    "ko": (
        "방앗간 주인은 월요일에 마을이 비용을 치렀기 때문에 수확 전에 물레가 다시 "
        "돌 것이라고 말했다"
    ),
    "hi": ("चक्की वाले ने सोमवार को कहा कि पहिया फसल से पहले फिर घूमेगा क्योंकि गाँव ने पैसे दे दिए हैं"),
    "ja": (
        "水車小屋の主人は月曜日に、町が新しい羽根の代金を払ったので、収穫の前に水車"
        "が再び回ると話した。"
    ),
    "zh": (
        "磨坊主星期一说，因为镇上已经付了新桨叶的钱，水车会在收割以前重新转动起来，大家都很高兴。"
    ),
    "ka": (
        "მეწისქვილემ ორშაბათს თქვა რომ ბორბალი მოსავლამდე ისევ დატრიალდება რადგან სოფელმა გადაიხადა"
    ),
    "hy": (
        "Ջրաղացպանը երկուշաբթի ասաց որ անիվը նորից կպտտվի բերքահավաքից առաջ քանի որ գյուղը վճարել է"
    ),
    "ru": (
        "Мельник сказал в понедельник, что колесо снова будет вертеться до жатвы, "
        "потому что это так"
    ),
    "uk": (
        "Мельник сказав у понеділок, що колесо знову буде крутитися до жнив, тому "
        "що місто заплатило"
    ),
    "bg": (
        "Мелничарят каза в понеделник, че колелото ще се върти отново преди жътвата, защото това е"
    ),
    "fi": (
        "Mylläri sanoi maanantaina, että ratas pyörii taas ennen sadonkorjuuta, "
        "koska kaupunki on maksanut uudet siivet ja yhdeksän ihmistä oli mukana, "
        "mutta se ei ole vielä valmis"
    ),
    "lv": (
        "Dzirnavnieks pirmdien teica, ka rats atkal griezīsies pirms ražas, jo "
        "pilsēta ir samaksājusi par jaunajiem spārniem un to darīja arī deviņi "
        "cilvēki, bet vēl nav gatavs"
    ),
    "hr": (
        "Mlinar je u ponedjeljak rekao da će se kotač opet okretati prije žetve "
        "jer je grad platio nove lopatice, a devet ljudi je došlo pomoći, ali još "
        "nije sve gotovo kako bi trebalo"
    ),
    "ca": (
        "El moliner va dir dilluns que la roda tornarà a girar abans de la collita "
        "perquè el poble ha pagat les pales noves i nou persones van ajudar, però "
        "encara no és tot com cal"
    ),
    "sw": (
        "Msagishaji alisema siku ya Jumatatu kwamba gurudumu litazunguka tena "
        "kabla ya mavuno kwa sababu mji umelipa na watu tisa walisaidia, lakini "
        "bado kazi yote haijaisha kwa sasa"
    ),
    "vi": (
        "Người chủ cối xay nói hôm thứ hai rằng bánh xe sẽ quay lại trước mùa gặt "
        "vì thị trấn đã trả tiền cho những cánh mới và chín người đã giúp, nhưng "
        "vẫn chưa xong tất cả các việc"
    ),
    "tr": (
        "Değirmenci pazartesi günü, kasaba yeni kanatları ödediği için çarkın "
        "hasattan önce yeniden döneceğini söyledi ve bu iş için dokuz kişi geldi, "
        "ama daha her şey çok iyi değil"
    ),
    "id": (
        "Pemilik penggilingan itu mengatakan pada hari Senin bahwa roda akan "
        "berputar lagi sebelum panen karena kota telah membayar dan sembilan orang "
        "sudah membantu untuk itu"
    ),
    "tl": (
        "Sinabi ng may-ari ng gilingan noong Lunes na iikot muli ang gulong bago "
        "ang anihan dahil nagbayad na ang bayan at siyam na tao ang tumulong sa "
        "kanila, ngunit hindi pa ito tapos"
    ),
    "hi-Latn": (
        "Chakki wale ne Somvar ko kaha ki pahiya fasal se pehle phir ghoomega "
        "kyunki gaon ne paise de diye hain aur nau log madad ke liye aaye the, "
        "lekin abhi sab kuch nahi hua"
    ),
    "cy": (
        "Dywedodd y melinydd ddydd Llun y bydd yr olwyn yn troi eto cyn y cynhaeaf "
        "gan fod y dref wedi talu ac mae naw o bobl wedi bod yn helpu, ond nid yw "
        "popeth wedi ei wneud eto"
    ),
    "is": (
        "Malarinn sagði á mánudaginn að hjólið myndi snúast aftur fyrir uppskeruna "
        "því að bærinn hefur greitt og það voru níu manns sem hjálpuðu til, en það "
        "er ekki allt búið"
    ),
}


@pytest.mark.parametrize("code", OTHERS)
def test_a_text_is_known_by_its_script_or_words(code: str) -> None:
    """A paragraph of each language is named, and is never judged as English."""
    page = pq.read_text(OTHERS[code] + ". " + OTHERS[code])
    assert page.language == code
    assert page.state.name == "other_language"


@pytest.mark.parametrize("code", ["ar", "th", "uk", "fi", "sw", "hi-Latn"])
def test_an_english_template_makes_no_text_english(code: str) -> None:
    """Menus, dates and footers in English around a text, and a page that says it is English."""
    menu = "".join(
        f"<li><a href=/{n}>{n}</a></li>" for n in ("Skip to content", "What's on", "News")
    )
    foot = "<p>Read the terms of use and the privacy policy of the company that owns this.</p>"
    html = f"<html lang=en><body><ul>{menu}</ul><h1>{OTHERS[code][:50]}</h1>" + "".join(
        f"<p>{OTHERS[code]}.</p>" for _ in range(3)
    )
    page = pq.read(f"{html}<footer>{foot}</footer>")
    assert page.language == code
    assert page.state.name == "other_language"


BY_EAR = {
    "Chinese": (
        "Mofang zhuren xingqiyi shuo, yinwei zhen shang yijing fu le xin jiangye de qian, shuiche "
        "hui zai shouge yiqian chongxin zhuandong qilai, dajia dou hen gaoxing"
    ),
    "Russian": (
        "Melnik skazal v ponedelnik, chto koleso snova budet vertetsya do zhatvy, potomu chto "
        "gorod zaplatil za novye lopasti i devyat chelovek prishli pomogat"
    ),
    "Bengali": (
        "Kolwala sombar bolechen je fosol kata age chaka abar ghurbe karon gram notun pakhar taka "
        "diyeche ar noyjon lok sahajyo korte esechilo"
    ),
    "Arabic": (
        "Sahib al tahuna qal yawm al ithnayn inna al ajala sataduru min jadid qabla al hasad "
        "lianna al balda dafaat thaman al rishat al jadida wa saada fi dhalika tisa nas"
    ),
    "Turkish": (
        "Değirmenci pazartesi çarkın hasattan önce yeniden döneceğini söyledi, kasaba yeni "
        "kanatların parasını ödedi, dokuz kişi yardıma geldi"
    ),
    "Hungarian": (
        "A molnár hétfőn azt mondta, hogy a kerék az aratás előtt újra forogni fog, mert a város "
        "kifizette az új lapátokat, a munkában kilenc ember segített, de a híd a falu felett, a "
        "templom és a malom között még nem kész"
    ),
}


@pytest.mark.parametrize("name", BY_EAR)
def test_prose_without_english_words_is_not_english(name: str) -> None:
    """Neither by default nor because a template says so; one word over and over is no English."""
    text = f"{BY_EAR[name]}.\n" * 3
    html = "".join(f"<p>{line}</p>" for line in text.splitlines())
    menu = "<ul><li><a href=/>Home</a><li><a href=/n>What's on in the town</a></ul>"
    for page in (pq.read_text(text), pq.read(f"<html lang=en>{menu}<h1>News</h1>{html}")):
        assert page.language not in {"", "en"}
        assert page.state.name == "other_language"


WITHOUT_SENTENCES = {
    "ingredients": "plain flour, salted butter, brown sugar, six eggs, vanilla extract, sea salt, "
    "baking soda, dark chocolate chips, chopped walnuts, whole milk, orange zest, ground ginger",
    "parts": "hex bolt zinc plated M8, flat washer steel, spring washer, wing nut brass, self "
    "tapping screw pan head, cable gland black nylon, split pin, rubber grommet, hose clip",
    "plants": "Asplenium ruta-muraria, Dryopteris submontana, Gymnocarpium robertianum, Geranium "
    "sanguineum, Actaea spicata, Convallaria majalis, Polygonatum odoratum, Sesleria caerulea",
    "names": "Akira Tanaka, Naomi Ikeda, Maria Oliveira da Silva, Paolo Moretti, Olga Ivanova, "
    "Fatima Noura, Carlos Pereira, Yuki Matsumoto, Sofia Bianchi, Ivan Petrov, Rosa Lima",
}


@pytest.mark.parametrize("kind", WITHOUT_SENTENCES)
def test_lists_in_english_are_no_other_language(kind: str) -> None:
    """Few words of them are listed ones, yet they are no prose of another language."""
    rows = "".join(f"<p>{WITHOUT_SENTENCES[kind]}</p>" for _ in range(3))
    page = pq.read(f"<html lang=en><h1>The list of the year</h1>{rows}")
    assert page.language in {"en", ""}
    assert page.state.name != "other_language"


KEPT = {
    "a quotation": ENGLISH * 2 + "\n" + OTHERS["ca"] + ".\n" + ENGLISH,
    "names": ENGLISH * 2 + "\nAlphen aan den Rijn\nBergen op Zoom\nWijk aan Zee\nHoek van Holland",
    "code": ENGLISH * 2 + "\nfor i in range(n): x[i] = y.el.para * 2 if de else und.ein(la, los)",
    "letters in other scripts": ENGLISH * 3 + "\nмельница, μύλος, 水車, طاحونة",
    "one word over and over": ENGLISH + "\nAL East\nAL West\nAL Central" * 9,
    "capitals": (ENGLISH * 2).upper(),
    "a table": "Wheat 12 40 2024\nRye 9 30 2024\nOats 7 21 2023\nBarley 3 18 2023\n" * 4,
}


@pytest.mark.parametrize("kind", KEPT)
def test_english_with_other_things_is_kept(kind: str) -> None:
    """Quotations, names, code and tables make no English page another one."""
    page = pq.read_text(KEPT[kind])
    assert page.language in {"en", ""}
    assert page.state.name == "ok"


def _little(title: str, text: str) -> str:
    """The language of a few sentences on an English blog."""
    side = "".join(
        f"<li><a href=/{n}>{name}</a></li>"
        for n, name in enumerate(("A dry day for the fair", "The heron is back on the weir"))
    )
    return pq.read(
        f"<html lang=en-US><title>{title} - Mill notes</title><header><p>Notes from the mill and "
        f"the river</p></header><main><article><h1>{title}</h1><div>Posted on May 18, 2024 by "
        f"<a href=/a>Ann Lee</a></div><p>{text}</p></article></main><aside><h2>Recent posts</h2>"
        f"<ul>{side}</ul></aside><footer>Proudly made with the engine of a friend</footer>"
    ).language


FEW = {
    "de": (
        "Heute früh stand der Reiher wieder am Wehr. Er wartete eine Stunde und holte dann einen "
        "Fisch, der viel zu groß für ihn war."
    ),
    "fr": (
        "Le héron est revenu ce matin sur le barrage, et il a attendu une heure avant de prendre "
        "un petit poisson dans les herbes."
    ),
    "es": (
        "Esta mañana la garza ha vuelto a la presa y se ha quedado una hora en el agua fría. Nadie "
        "la había visto desde el mes de marzo."
    ),
    "pl": (
        "Dziś rano czapla znowu stała przy śluzie. Czekała przez godzinę i złapała rybę, która "
        "była dla niej za duża, ale jej nie oddała."
    ),
    "ru": "Рано утром цапля снова стояла у шлюза и ждала, пока не поймала рыбу, которая ей велика.",
}


@pytest.mark.parametrize("code", FEW)
def test_a_few_sentences_in_an_english_template_are_not_english(code: str) -> None:
    """However little they are beside menus, dates and links to other posts."""
    assert _little(FEW[code].partition(" ")[0], FEW[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "Hotel de la Gare, La Roche en Ardenne; Auberge du Vieux Moulin, Rue de la Paix.",
        "Jan de Vries, Maria van den Berg, Pieter de Jong and Anna ter Braak ran to the lock.",
        "Coq au vin, pommes de terre, tarte aux prunes, crème brûlée, vin de la maison.",
        "We sing Es ist ein Ros entsprungen aus einer Wurzel zart in the hall at four on Sunday.",
        "Over the door of the mill stands Ora et labora, quia venit hora, in red letters.",
    ],
)
def test_a_few_names_make_no_english_page_another_one(text: str) -> None:
    """Nor does a menu, or a line of a song between English words."""
    assert _little("At the mill", text) in {"en", ""}


def test_an_english_page_may_quote_at_length() -> None:
    """A song in another language, longer than what is said about it, on an English page."""
    more = "Vam cantar per no dormir i el vent venia de la terra amb la pluja de les nits d'hivern"
    song = f"<p>{OTHERS['ca']}.</p><p>{more}, {more.lower()} que no s'acaba mai.</p>"
    said = "<p>The millers of the coast sang this when the wheel stood still in the summer, and I "
    said += "have it from the notebook of an uncle who was there with them.</p>"
    html = f"<h1>A song of the millers</h1>{said}{song}<p>The tune is older than the words.</p>"
    assert pq.read(f"<html lang=en>{html}").language == "en"
    assert pq.read(f"<html lang=ca>{html}").language == "ca"


def test_what_is_declared_is_believed_where_words_say_little() -> None:
    """Results and names in a German page are German; beside English prose they are not."""
    rows = "".join(f"<p>{n}. Birkhuhn Eva 93 TSV Kirnach 1{n}:04,10</p>" for n in range(1, 9))
    head = "<h1>Ergebnisse Kreismeisterschaften Hochsprung</h1>"
    assert pq.read(f"<html lang=de-DE>{head}{rows}").state.name == "other_language"
    assert pq.read(f"<html>{head}{rows}").language == ""
    assert pq.read(f"<html lang=de><h1>Mill</h1><p>{ENGLISH * 3}").language == "en"


def test_relatives_are_told_by_what_is_declared() -> None:
    """Norwegian under any of its codes is Norwegian; a wrong relative is not believed."""
    text = (
        "Mølleren sa på mandag at hjulet skal gå igjen før høsten, for byen har betalt og det er "
    )
    text += "ni folk som har vært med på det, men det er ikke ferdig ennå"
    for code in ("no", "nb-NO", "nn"):
        assert pq.read(f"<html lang={code}><p>{text}").language == "no"
    assert pq.read(f"<html lang=hu><p>{text}").language in {"no", "da"}


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_mojibake_is_not_english(wrong: str) -> None:
    """Cyrillic and Greek letters decoded as Western ones are no English, whatever is declared."""
    for code, right in (("ru", "cp1251"), ("el", "cp1253")):
        text = (OTHERS[code] * 3).encode(right, "ignore").decode(wrong, "ignore")
        page = pq.read(f"<html lang=en><h1>News</h1><p>{text}")
        assert page.state.name == "other_language"


def test_a_language_without_a_list_is_not_english() -> None:
    """Many letters that English lacks, and hardly an English word: unknown, and said so."""
    kabyle = (
        "yenna-d ufrax ɛef ujgu n tzemmurt iḍelli deg ṣṣbeḥ zik ṭṭfeɣ abrid ɣer tala tamellalt "
    )
    page = pq.read_text(kabyle * 5)
    assert page.language == "und"
    assert page.state.notice is not None
    assert "no language that is known" in page.state.notice.message


def test_lists_hold_single_words_in_lower_case() -> None:
    """Each language has a list of words as the tokeniser gives them, none twice."""
    paths = list((WORDS / "language").glob("*.txt"))
    assert len(paths) > 60
    for path in paths:
        words = read_phrases(path)
        assert len(words) == len(set(words)) >= 15, path.stem
        assert all(word == word.lower() and " " not in word for word in words), path.stem
