"""Which texts say that something ended and not how, in the languages that people write in (5.1)."""

import pytest

from wakebook.rules.phrases import says_nothing
from wakebook.rules.placeholders import is_to_be_written

EMPTY = """
Issue resolved
fixed
Fixed.
FIXED!!!
done
n/a
N/A.
ok
-
...
resolved, thanks
This incident has been resolved.
The issue has been fixed
Problem solved, closing.
restarted it, works now
Restarted the service
rebooted the system, all good
works again
It's working fine now
Everything is back to normal
back up and running
Service restored
Services have been fully restored.
No further action required
No issues reported by users since
closing this ticket as resolved
Verified with the customer, closing the case
Confirmed by the user that it is working as expected
We have implemented a fix and are monitoring
All systems operational
Root cause fixed
mitigated & monitoring
Manual fix applied
Ça remarche
Redémarré, ça remarche
Reiniciamos el servicio y ya funciona
läuft wieder nach Neustart
Restart hat geholfen
The service works again since 14:20
Vendor fixed it
see slack
tbd
asdf
x
Fïxed it
Behoben durch Neustart
Issue resolved and permanently fixed
A temporary workaround has been deployed
Problem behoben
Erledigt
Störung beseitigt, läuft wieder
Das Problem wurde gelöst.
Dienst neu gestartet, funktioniert jetzt wieder
résolu
Le problème est résolu
L’incident est clos
Service rétabli, merci
problema resuelto
Ya funciona
El servicio ha sido restablecido
Resolvido
O problema foi corrigido
tudo normalizado
Problema risolto
Servizio ripristinato
opgelost
Probleem verholpen, alles werkt weer
Rozwiązane
naprawiono, działa
Проблема решена
исправлено, всё работает
解決しました。
問題は解決済みです
障害は復旧しました
対応済み
再起動して復旧しました。
已解决
问题已修复
해결되었습니다
장애 복구 완료
""".strip().splitlines()

TELLING = """
Took the release of noon back
Restarted the payment workers
Raised the limit of open files from 1024 to 65536
Rolled back commit 4f2a9c1
Rolled back
Replaced the disk in node 7
DNS record corrected
Switched to the standby database
Certificate renewed
Deleted 40 GB of old logs
Fixed in v2.3.1
Fixed by PR #712
Vendor restored the link
Failover to Frankfurt
Blocked the crawler at the edge
Scaled the queue workers to 12
The DNS issue has been resolved by removing the stale record
Zertifikat erneuert
Speicher auf 16 GB erhöht
Neustart der Datenbank
Base de données basculée
Certificat renouvelé
Se aumentó la memoria del clúster
Certificado renovado
Certificaat vernieuwd
証明書を更新しました
データベースを再起動しました
已回滚版本 2.3
인증서를 갱신했습니다
Перезапущена база данных
""".strip().splitlines()


@pytest.mark.parametrize("text", EMPTY)
def test_5_1_a_phrase_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", TELLING)
def test_5_1_a_deed_says_something(text):
    assert not says_nothing(text)


@pytest.mark.parametrize("judged", [says_nothing, is_to_be_written])
@pytest.mark.parametrize("piece", ["しています", "該当なし", "해당없음"])
def test_5_1_a_long_text_without_spaces_is_read_in_time_of_its_length(judged, piece):
    """One that can be cut in many ways would else take for ever."""
    assert judged(piece * 5_000 + "x") is False
    assert judged(piece * 5_000) is judged(piece)
