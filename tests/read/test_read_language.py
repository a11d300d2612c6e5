"""Which language a text is in: short lines full of foreign names are English all the same."""

from __future__ import annotations

import pytest

from recount.read.language import language_of

ENGLISH = [
    "Air strikes hit the al-Sukkari and Bab al-Nairab districts of Aleppo on Friday, killing nine.",
    "- Near Ar Raqqah, one strike struck an ISIL tactical unit and destroyed an ISIL vehicle.",
    "Russian Energy Minister Alexander Novak met Suhail Mohamed Al Mazrouei in Abu Dhabi on 28 September.",
    "Gunmen shot Abu Yusuf al-Hamdani dead in Wadi Hawran near Rutba, Anbar, Hashd al-Shaabi sources said.",
]
OTHERS = [
    ("nl", "Bij een luchtaanval in de stad Raqqa kwamen volgens het Syrische Observatorium zeker zeven burgers om."),
    ("de", "Bei einem Luftangriff in Mossul wurden am Freitag mindestens sieben Menschen getötet, sagte ein Sprecher."),
    ("tr", "Milli Savunma Bakanligi, Irak kuzeyinde uc teroristin etkisiz hale getirildigini acikladi."),
    ("so", "Weerar dhanka cirka ah oo ka dhacay magaalada Raqqa ayaa lagu dilay toddobo qof oo rayid ah."),
    ("no", "Ved et luftangrep mot byen Raqqa ble minst sju sivile drept, ifølge Det syriske observatoriet."),
    ("pcm", "Dem don kill seven pipo for inside Raqqa wey dey Syria afta bomb fall for di area, police tok."),
    ("ar", "قُتل سبعة مدنيين على الأقل في غارة جوية على مدينة الرقة، بحسب المرصد السوري لحقوق الإنسان يوم الجمعة."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_names_do_not_make_english_another_language(text: str) -> None:
    assert language_of(text) == ("en", True)


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_kept_unread(code: str, text: str) -> None:
    assert language_of(text) == (code, False)


def test_a_few_words_have_no_language_but_their_letters_tell_whether_to_read() -> None:
    assert language_of("Clashes near Hit") == (None, True)
    assert language_of("اشتباكات قرب هيت") == (None, False)
