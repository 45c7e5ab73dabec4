"""Whether words say plainly that a service is restored, and nothing besides (requirement 5.3)."""

import re
import unicodedata

RESTORATION = "restoration"
"""What a confirmation is of where somebody saw the service work again."""
_PLAINLY = """
    restoration restored recovery recovered wiederhergestellt wiederherstellung retabli retablie
    retablissement restablecido restablecimiento restabelecido restabelecimento ripristinato
    ripristino hersteld herstel восстановлено восстановлена восстановление 復旧 復旧しました
    復旧済み 恢复 已恢复 服务已恢复 복구 복구되었습니다
"""
_AROUND = """
    a again all and are been completely confirm confirmed everything full fully has have i is it
    now of our service services system systems that the was we were alle dienst dienste der die
    das ist sind wieder vollstandig le la les est sont ete de du nouveau el los esta estan
    servicio servicios ha sido o os foi servico servicos il lo e servizio servizi stato het
    volledig сервис услуга サービス は が 服务 서비스 가 완료
"""
_SAYS_SO, _BESIDE = frozenset(_PLAINLY.split()), frozenset(_AROUND.split())
_PARTS = re.compile(r"\w+")
_PLAIN = re.compile(r"[\w\s.,!]*+")


def is_restoration(words: str) -> bool:
    """Whether words name the restoration in one of the languages known here.

    A word that is not known could be a denial or a doubt, so a single one is enough against it.
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    said = {_bare(word) for word in _PARTS.findall(folded)}
    plain = _PLAIN.fullmatch(folded) is not None
    return plain and bool(said & _SAYS_SO) and said <= _SAYS_SO | _BESIDE


def _bare(word: str) -> str:
    """A word of Latin letters without accents; others as they are."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare if bare.isascii() else word
