# Meldungen: die eigenen, die der anderen, und was noch auf dem Weg zur Stadt ist. (Wie eine Meldung
# geschrieben wird, steht in report.ftl.)

reports-new = Etwas melden
reports-one = Meldung
reports-place-unknown = Ort nicht angegeben
reports-place-unpublished = Ort nicht veröffentlicht
reports-received = Eingegangen
reports-open = In Arbeit
reports-closed = Erledigt
reports-refused = Abgelehnt
reports-photos =
    { $shown } { $count ->
        [one] Foto
       *[other] Fotos
    }
reports-sent-on = gemeldet am { $day }
reports-updated = Stand { $age }
until-now = jetzt gleich
until-soon = in weniger als einer Minute
until-minutes =
    { $count ->
        [one] in { $count } Minute
       *[other] in { $count } Minuten
    }
until-hours =
    { $count ->
        [one] in { $count } Stunde
       *[other] in { $count } Stunden
    }
until-days =
    { $count ->
        [one] in { $count } Tag
       *[other] in { $count } Tagen
    }

home-need-you =
    { $shown } { $count ->
        [one] Meldung kommt
       *[other] Meldungen kommen
    } ohne Sie nicht weiter
home-under-way = { $shown } auf dem Weg zur Stadt
home-drafts =
    { $shown } { $count ->
        [one] Entwurf
       *[other] Entwürfe
    }
home-report-news = Neues zu Ihrer Meldung

my-reports-title = Meine Meldungen
my-reports-lead = Was Sie der Stadt melden, und was daraus wird.
my-reports-sent = Gemeldet
my-reports-unread = Neu
my-reports-none = Sie haben noch nichts gemeldet
my-reports-none-hint = Ein Schlagloch, eine Laterne, die nicht leuchtet, wilder Müll: Melden Sie es der Stadt, auch ohne Netz. Gesendet wird, sobald es geht.
drafts-title = Entwürfe
drafts-no-category = Entwurf
drafts-edited = bearbeitet { $age }
drafts-continue = Weiterschreiben
drafts-continue-which = Weiterschreiben: { $name }
drafts-discard = Verwerfen
drafts-discard-which = Verwerfen: { $name }
drafts-discard-title = Entwurf verwerfen?
drafts-discard-what = Der Text und die Fotos dieses Entwurfs werden von Ihrem Gerät gelöscht. Das lässt sich nicht rückgängig machen.
drafts-keep = Behalten

my-report-way = Verlauf
my-report-no-steps = Die Stadt hat noch nichts dazu gesagt. Sobald sich etwas tut, steht es hier.
my-report-asked = Zuletzt bei der Stadt nachgefragt: { $age }
my-report-to-outbox = Im Postausgang ansehen
my-report-reopen = Das ist noch nicht behoben
my-report-reopen-hint = Sie schreiben eine neue Meldung, die auf diese verweist. Vor dem Senden können Sie alles prüfen und ändern.
my-report-sent = Was Sie gemeldet haben
my-report-place = Ort
my-report-words = Beschreibung
my-report-sent-at = Gemeldet
my-report-contact = Absender
my-report-named = Mit Ihrem Namen oder Ihrer E-Mail-Adresse
my-report-anonymous = Ohne Namen
my-report-receipt = Quittung
my-report-city-id = Nummer bei der Stadt
my-report-reopens = Noch nicht behoben: frühere Meldung
my-report-reopened-by = Noch nicht behoben: neuere Meldung
my-report-show-linked = Diese Meldung ansehen
my-report-photo = Foto { $number } von { $count }
my-report-photo-close = Schließen

outbox-title = Postausgang
outbox-lead = Was Sie der Stadt senden, und wie weit es ist. Nichts geht verloren, auch wenn Sie die App schließen.
outbox-way = Unterwegs: { $way }.
outbox-counts =
    { $count ->
        [0] Sie müssen nichts tun.
        [one] Bei einem Eintrag müssen Sie etwas tun.
       *[other] Bei { $count } Einträgen müssen Sie etwas tun.
    }
outbox-none = Ihr Postausgang ist leer
outbox-none-hint = Was Sie melden, steht hier: erst auf dem Weg zur Stadt, dann mit ihrer Quittung.
outbox-need-you =
    { $shown } { $count ->
        [one] braucht
       *[other] brauchen
    } Sie
outbox-support = Betrifft mich auch: { $category }
outbox-handed-in = Von Ihnen aufgegeben: { $age }
outbox-photos =
    { $sent } von { $shown } { $count ->
        [one] Foto
       *[other] Fotos
    } übertragen
outbox-receipt = Bei der Stadt eingegangen am { $moment }. Quittung:
outbox-receipt-at = Bei der Stadt eingegangen am { $moment }
outbox-retry = Jetzt versuchen
outbox-retry-which = Jetzt versuchen: { $name }
outbox-edit = Bearbeiten
outbox-edit-which = Bearbeiten: { $name }
outbox-edit-waiting = Zurückholen und bearbeiten
outbox-edit-waiting-which = Zurückholen und bearbeiten: { $name }
outbox-withdraw = Zurücknehmen
outbox-withdraw-which = Zurücknehmen: { $name }
outbox-withdraw-title = Wirklich zurücknehmen?
outbox-withdraw-what = Die Stadt bekommt es dann nicht, und es wird mit allen Fotos von Ihrem Gerät gelöscht. Hat die Stadt es inzwischen schon, bleibt es bei ihr.
outbox-withdraw-keep = Nicht zurücknehmen
outbox-queued = Wartet
outbox-queued-next = Es ist gespeichert und wird gleich gesendet.
outbox-queued-network = Wartet auf Netz
outbox-queued-network-next = Die Stadt war nicht zu erreichen. Sie müssen nichts tun: Sobald Sie wieder Netz haben und die App offen ist, geht es von selbst weiter.
outbox-queued-captive = Dieses Netz verlangt eine Anmeldung
outbox-queued-captive-next = Geantwortet hat nicht die Stadt, sondern das Netz. Öffnen Sie den Browser und melden Sie sich dort im Netz an, oder wechseln Sie das Netz.
outbox-queued-busy = Die Stadt kann gerade nichts annehmen
outbox-queued-busy-next = Sie müssen nichts tun. Die App versucht es von selbst wieder.
outbox-next = Weiter geht es { $when }.
outbox-next-attempt =
    Nächster Versuch { $when }. Bisher { $shown } { $count ->
        [one] vergeblicher Versuch
       *[other] vergebliche Versuche
    }.
outbox-waits-for-photos = Wartet auf die Fotos
outbox-waits-for-photos-next = Zuerst werden die Fotos übertragen, dann die Meldung. Sie müssen nichts tun.
outbox-sending = Wird gesendet
outbox-sending-next = Die Antwort der Stadt steht noch aus.
outbox-withdrawing = Wird zurückgenommen
outbox-withdrawing-next = Vielleicht ist es schon unterwegs zur Stadt gewesen. Die App sagt ihr, dass es nicht mehr gilt. Hat die Stadt es schon angenommen, steht es wieder hier.
outbox-rejected = Nicht angenommen
outbox-rejected-invalid = Etwas passt nicht zu dem, was die Stadt wissen will. Vielleicht hat sie ihre Fragen geändert. Bearbeiten Sie die Meldung und senden Sie sie noch einmal.
outbox-rejected-category = Dieses Thema gibt es bei der Stadt nicht mehr. Wählen Sie beim Bearbeiten ein anderes.
outbox-rejected-too-large = Es ist der Stadt zu groß. Nehmen Sie beim Bearbeiten Fotos heraus, oder schreiben Sie weniger.
outbox-rejected-picture = Die Stadt kann ein Foto nicht lesen. Ersetzen Sie es beim Bearbeiten.
outbox-rejected-conflict = Unter dieser Nummer hat die Stadt schon etwas anderes. Bearbeiten Sie die Meldung und senden Sie sie noch einmal. Sie bekommt dann eine neue Nummer.
outbox-rejected-office = Das Amt hat sie nicht angenommen. Seine Begründung steht bei der Meldung.
outbox-rejected-support = Diese Meldung ist bei der Stadt nicht mehr offen. Besteht das Problem noch, melden Sie es selbst.
outbox-rejected-other = Die Stadt hat es abgelehnt, ohne einen Grund zu nennen. Versuchen Sie es noch einmal. Bleibt es dabei, rufen Sie die 115 an.
outbox-needs-you = Kommt ohne Sie nicht weiter
outbox-needs-part = Ein Foto kommt nicht bei der Stadt an. Versuchen Sie es noch einmal. Bleibt es dabei, nehmen Sie beim Bearbeiten Fotos heraus oder ersetzen Sie sie, und senden Sie noch einmal.
outbox-needs-update = Diese App ist der Stadt zu alt. Aktualisieren Sie die App. Danach geht es weiter. Was Sie geschrieben haben, bleibt erhalten.
outbox-needs-damaged = Ein Teil davon ist auf Ihrem Gerät nicht mehr lesbar. Sehen Sie beim Bearbeiten nach, was fehlt, ergänzen Sie es, und senden Sie noch einmal. Sonst nehmen Sie es zurück.

around-title = In der Umgebung
around-lead = Was in den letzten 90 Tagen gemeldet wurde, und was daraus geworden ist.
around-all-districts = Überall
around-all-categories = Alle Themen
around-other-category = Ein anderes Thema
around-category = Thema
around-open-only = Nur, was noch nicht erledigt ist
around-count =
    { $shown } { $count ->
        [one] Meldung
       *[other] Meldungen
    }
around-most = Gezeigt werden die neuesten { $shown }. Mit Stadtteil oder Thema wird die Liste kürzer.
around-nowhere = Zurzeit gibt es keine Meldungen
around-nowhere-hint = In den letzten 90 Tagen hat die Stadt keine Meldung veröffentlicht. Wenn Ihnen etwas auffällt, melden Sie es.
around-none = Hier ist nichts gemeldet
around-none-hint = Zu dieser Auswahl gibt es in den letzten 90 Tagen keine Meldung. Wenn Ihnen etwas auffällt, melden Sie es.
around-widen = Alle Meldungen zeigen
around-reported = gemeldet { $age }
around-supporters =
    { $shown } { $count ->
        [one] Person hat gesagt, dass es sie
       *[other] Personen haben gesagt, dass es sie
    } auch betrifft.
around-support = Das betrifft mich auch
around-support-which = Das betrifft mich auch: { $name }
around-support-queued = Gespeichert. Die Stadt erfährt es, sobald es geht:
around-support-there = Sie haben das gemeldet oder gesagt, dass es Sie auch betrifft.
around-gone = Diese Meldung ist hier nicht zu finden
around-gone-hint = Gezeigt werden Meldungen der letzten 90 Tage. Vielleicht ist diese älter. Besteht das Problem noch, melden Sie es neu.
around-answer = Was die Stadt dazu sagt
around-updated-at = Letzte Änderung
