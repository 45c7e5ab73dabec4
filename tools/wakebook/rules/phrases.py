"""Phrases that say that something ended and not how, in the languages that people write in.

A text says nothing where each of its words is one of these: a name for the matter, a word for its
end, or what stands between. A name, a number or any other word says something.
"""

import re
import unicodedata

_WORDS = {
    "en": """
        "" a able about above action actions additional after again all alright an and any anymore
        applied apply are as asdf at back bar be been being better by case cause change changed
        changes chat check checked close closed closing come complete completed completely concern
        confirm confirmed continue correct corrected correction correctly currently customer
        customers deal dealt deployed did do does done down engineer engineers error errors event
        everyone everything expected fault finally fine finished fix fixed fixes fixing foo for from
        full fully further gone good had handled happened has have having healthy here i impact
        impacted implemented in incident incidents inconvenience is issue issues it its itself just
        longer looks manual manually marking matter mitigated monitor monitored monitoring more my n
        na needed no nobody none normal normally not nothing now observed of ok okay on online
        operating operation operational operations our out outage over patience pending per
        permanent permanently please problem problems properly provider reboot rebooted reported
        requested required reset resolution resolve resolved resolves resolving restart restarted
        restarting restoration restore restored root running s same see seen service services should
        since situation slack so solved some sorted stable status successfully support system
        systems take taken tba tbd team temporarily temporary test tested thank thanks that the
        there they thing things this thread ticket time to today todo took tried trouble under
        understanding unknown until up us user users usual vendor verified was we well were what
        when which will wip with without work workaround worked working works xxx yes you your
        """,
    "de": """
        abgeschlossen alle alles auch behoben bei beseitigt danke das der die dienst durch ein eine
        einen entstoert entstört erledigt es fehler fertig fuer funktioniert für gefixt geholfen
        geht geloest gelöst geschlossen gestartet getestet gut haben hat ist jetzt kein keine laeuft
        läuft mehr nach neu neugestartet neustart normal nun ok problem probleme restart seit
        stoerung störung system ticket und von vorfall wieder wiederhergestellt wir wurde wurden zu
        """,
    "fr": """
        a ainsi au aucun aucune bien c ca ce cela clos corrige corrigé corrigée d de des du en est
        et ete fait ferme fermé fonctionne incident l la le les maintenant marche merci n normal
        nous ok ont panne par plus probleme problème problèmes qu redemarre redemarré redémarrage
        redémarre redémarré refonctionne relancé remarche resolu retour réparé résolu résolue
        rétabli rétablie service services ticket tout traité un une à ça été
        """,
    "es": """
        ahora arreglada arreglado bien cerrada cerrado completado con correctamente de el en error
        es esta estaba está fue funciona funcionando gracias ha hecho incidencia incidente la las
        listo lo los normal nuevamente nuevo ok problema problemas reiniciado reiniciamos reiniciar
        reinicio resolvió restablecido resuelta resuelto se servicio sido sin sistema solucionada
        solucionado ticket todo un una vez y ya
        """,
    "pt": """
        a agora chamado concluido concluído corrigido de do encerrado esta está fechado feito foi
        funcionando incidente ja já normalizado o obrigado ok problema reiniciado resolvida
        resolvido restabelecido servico serviço sistema tudo voltou
        """,
    "it": """
        adesso chiuso corretto di e fatto funziona grazie guasto il incidente la nuovo ok ora
        problema riavviato ripristinato risolta risolto servizio sistema stato tutto è
        """,
    "nl": """
        afgehandeld alles bedankt de gesloten herstart hersteld het incident is klaar nu ok
        opgelost probleem storing ticket verholpen we weer werkt
        """,
    "pl": """
        dziala działa gotowe już naprawione naprawiono ok problem rozwiazane rozwiązane rozwiązany
        usterka usunięto zamknięte zgłoszenie zrestartowano
        """,
    "ru": """
        в все всё готово закрыт закрыто инцидент исправлена исправлено не ок перезагрузили
        перезапустили перезапущен проблема работает решена решено сделано снова теперь устранена
        устранено
        """,
}
_SAYS_NOTHING = frozenset(word for words in _WORDS.values() for word in words.split())
_PIECES = """
    この その 問題 障害 不具合 事象 件 当該 は が を の に も で て 既に
    すでに 現在 無事 正常 解決 解消 復旧 対応 修正 完了 済み 済 再起動 確認
    終了 クローズ 通常 動作 しました いたしました 致しました されました されています
    しています して し います です ます 问题 故障 已经 已 解决 修复 恢复 处理
    完成 重启 正常 了 完毕 문제 장애 해결 복구 완료 처리 되었습니다 됐습니다
    했습니다 하였습니다
"""
_UNSPACED = frozenset(_PIECES.split())
"""What stands in a text without spaces, in Chinese, Japanese and Korean."""
_TIME = re.compile(r"\b[0-9]{1,2}[:h][0-9]{2}\b")
_PARTS = re.compile(r"\w+", re.UNICODE)


def says_nothing(text: str) -> bool:
    """Whether each word of a text is one of those that say only that something is over."""
    return all(_is_empty(word) for word in words(text))


def words(text: str) -> list[str]:
    """The words of a text in small letters; times of day are none."""
    folded = _TIME.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return _PARTS.findall(folded.replace("'", " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", " "))


def is_made_of(word: str, pieces: frozenset[str]) -> bool:
    """Whether a word without spaces consists of pieces, in time linear in its length."""
    longest = max(map(len, pieces))
    ends = [True] + [False] * len(word)
    for start in range(len(word)):
        for end in range(start + 1, min(start + longest, len(word)) + 1):
            ends[end] = ends[end] or (ends[start] and word[start:end] in pieces)
    return ends[-1]


def plain(word: str) -> str:
    """A word without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_empty(word: str) -> bool:
    known = word in _SAYS_NOTHING or plain(word) in _SAYS_NOTHING
    return known or (len(word) == 1 and word.isascii()) or is_made_of(word, _UNSPACED)
