"""Words that stand where a text is still to be written, in the languages that people write in.

A text is still to be written where each of its words is one of these, or a single letter. "None" is
an answer and no placeholder: somebody looked, and there was nothing.
"""

from wakebook.rules.phrases import is_made_of, plain, words

_WORDS = {
    "en": """
        add added applicable asdf available bar be blank coming complete completed determined done
        draft dummy empty fill filled foo follow follows here in ipsum later lorem missing na nbsp
        not pending placeholder qwerty section soon supplied tba tbc tbd test text this to todo will
        wip write written xx xxx yet yyy zzz
        """,
    "de": """
        ausfüllen ausgefüllt beschreiben entfällt ergänzen ergänzt erledigen folgt hier kommt ka
        noch nachgereicht nachgetragen nachreichen nachtragen nicht offen platzhalter siehe spaeter
        später unten werden wird zu zutreffend
        """,
    "fr": """
        à applicable ci compléter définir écrire faire indiquer nd non objet plus rédiger remplir
        renseigner sans suivre tard venir
        """,
    "es": """
        aplica completar definir despues escribir falta hacer luego más no nd pendiente por rellenar
        se tarde
        """,
    "pt": "a aplica completar definir depois escrever fazer não pendente por preencher se",
    "it": """
        applicabile compilare completare da definire dopo fare nd non scrivere segue sospeso
        """,
    "nl": "aanvullen doen invullen later niet nog nvt te toepassing van volgt vullen",
    "pl": "do dotyczy napisania nie później uzupełnienia uzupełnić wkrótce zrobienia",
    "ru": "дописать заполнить нд не написать позже применимо сделать уточняется",
}
_PLACEHOLDERS = frozenset(plain(word) for row in _WORDS.values() for word in row.split())
_PIECES = """
    未定 未記入 該当なし 該当 なし 後で 後日 要記入 記入 予定 追記 作成中 作成 準備中 検討中 待定
    待补充 待填写 待填 待写 稍后 不适用 暂无 미정 추후 해당없음 해당 없음 작성 예정 작성중
"""
_UNSPACED = frozenset(_PIECES.split())
"""What stands in a text without spaces, in Chinese, Japanese and Korean."""


def is_to_be_written(text: str) -> bool:
    """Whether a text holds nothing but placeholders; one that has no word at all does as well."""
    return all(_stands_in(word) for word in words(text))


def _stands_in(word: str) -> bool:
    return len(word) == 1 or plain(word) in _PLACEHOLDERS or is_made_of(word, _UNSPACED)
