# Melden: vom Anliegen zur Meldung an die Stadt. Auch Wörter für Orte und für Felder in Formularen.

field-required = (Pflichtangabe)
field-no-answer = Keine Angabe
field-half = Diese Angabe ist noch nicht vollständig und wird so nicht gespeichert. Geben Sie Tag und Uhrzeit an, oder leeren Sie das Feld.
field-left =
    Noch { $shown } { $count ->
        [one] Zeichen
       *[other] Zeichen
    } möglich
field-too-many =
    { $shown } { $count ->
        [one] Zeichen
       *[other] Zeichen
    } zu viel

place-near = etwa { $far } von { $address }
place-with-district = { $address }, { $district }
place-in-district = ein Ort in { $district }
place-accuracy = Auf etwa { $far } genau
place-degrees = { $lat }° Nord, { $lon }° Ost

report-lead = Sagen Sie der Stadt, was nicht stimmt: eine dunkle Laterne, ein Schlagloch, wilder Müll. Das geht auch ohne Netz und ohne Konto.
report-emergency = Ist jemand in Gefahr? Rufen Sie 110 oder 112 an. Meldungen werden nicht sofort gelesen.
report-drafts =
    Sie haben { $shown } angefangene { $count ->
        [one] Meldung
       *[other] Meldungen
    }
report-wanted = Dieses Thema melden
report-without = Ohne Thema anfangen
report-without-hint = Die Themen der Stadt sind noch nicht auf diesem Gerät. Sie können schon anfangen, Fotos machen und alles aufschreiben. Das Thema wählen Sie, sobald die App einmal Verbindung hatte.

report-step = Schritt { $step } von { $steps }
report-next = Weiter
report-next-check = Weiter zur Prüfung
report-back = Zurück
report-later = Später weitermachen
report-saving = Wird gespeichert …
report-saved = Auf diesem Gerät gespeichert
report-not-saved = Noch nicht gespeichert
report-discard = Entwurf verwerfen
report-discard-what = Ihr Text und die Fotos dieses Entwurfs werden von diesem Gerät gelöscht. Gesendet wurde noch nichts.
report-reopens = Sie melden, dass etwas nicht behoben ist
report-reopens-what = Es geht um Ihre Meldung „{ $category }“ vom { $day }.
report-reopens-some = Es geht um eine Ihrer früheren Meldungen.
report-reopens-link = Frühere Meldung ansehen

report-category = Worum geht es?
report-category-lead = Wählen Sie, was am besten passt. Ändern können Sie es später noch.
report-category-filter = Thema suchen
report-category-example = Laterne, Müll, Schlagloch …
report-category-found =
    { $count ->
        [0] Kein Thema gefunden
        [one] { $count } Thema gefunden
       *[other] { $count } Themen gefunden
    }
report-category-none = Kein Thema gefunden
report-category-none-hint = Versuchen Sie ein anderes Wort, oder löschen Sie die Suche, um alle Themen zu sehen.
report-group-other = Weitere Themen

report-questions = Was die Stadt wissen muss
report-questions-lead = Damit hilft die richtige Stelle schneller.
report-questions-none = Zu diesem Thema hat die Stadt keine Fragen
report-questions-none-hint = Gehen Sie einfach weiter.

report-place = Wo ist es?
report-place-lead = Eine Angabe genügt. Je genauer, desto schneller wird es gefunden.
report-locate = Meinen Standort verwenden
report-locate-again = Standort neu bestimmen
report-locate-private = Ihr Gerät wird nur gefragt, wenn Sie hier drücken. Der Standort steht nur in dieser Meldung.
report-locating = Der Standort wird bestimmt …
report-located = Standort übernommen
report-location-forgotten = Standort entfernt
report-location-coming = Standort übernommen. Die Adresse wird gesucht …
report-location-forget = Standort entfernen
report-locate-denied = Die App darf den Standort auf diesem Gerät nicht abfragen
report-locate-unknown = Ihr Gerät weiß gerade nicht, wo es ist
report-locate-slow = Ihr Gerät hat den Standort nicht rechtzeitig gefunden
report-locate-absent = Dieses Gerät kann seinen Standort nicht bestimmen
report-locate-instead = Schreiben Sie stattdessen die Straße auf, oder wählen Sie den Stadtteil.
report-address = Straße und Hausnummer
report-address-hint = Oder was daneben ist, zum Beispiel: Spielplatz an der Kaiserallee, Höhe Haltestelle
report-district = Stadtteil
report-district-hint = Hilft, wenn es die Straße mehrmals gibt oder Sie sie nicht kennen.

report-photos = Haben Sie Fotos?
report-photos-lead = Fotos sind freiwillig. Sie zeigen oft mehr als Worte.
report-photos-count = { $count } von { $max } Fotos
report-photos-full = Mehr Fotos gehen nicht. Entfernen Sie eines, wenn Sie ein anderes hinzufügen möchten.
report-photos-private = Ort, Zeit und Gerät werden aus den Fotos entfernt. Bitte fotografieren Sie keine Gesichter und keine Kennzeichen.
report-photo = Foto { $number }
report-photo-take = Foto aufnehmen
report-photo-choose = Fotos auswählen
report-photo-hint = JPEG, PNG, WebP oder HEIC, bis 40 MB. Große Bilder werden verkleinert.
report-photo-adding = Foto { $now } von { $all } wird vorbereitet …
report-photo-added =
    { $shown } { $count ->
        [one] Foto
       *[other] Fotos
    } hinzugefügt und gespeichert
report-photos-preparing = Fotos werden noch vorbereitet …
report-photo-remove = Entfernen
report-photo-removed = Foto entfernt
report-photo-heic = HEIC-Bilder kann dieses Gerät nicht lesen
report-photo-heic-advice = Speichern Sie das Bild als JPEG, oder machen Sie hier ein neues Foto. Ihr Entwurf ist unverändert.

report-words = Was ist los?
report-words-lead = Beschreiben Sie es so, dass es jemand findet und versteht, der nicht dabei war.
report-words-label = Ihre Beschreibung
report-words-hint = Was ist kaputt oder stört? Seit wann? Ist es gefährlich? Schreiben Sie keine Namen anderer Menschen hinein.
report-contact = Möchten Sie eine Antwort per E-Mail?
report-contact-lead = Das ist freiwillig: Ohne diese Angaben ist Ihre Meldung ohne Namen.
report-contact-first-name = Vorname
report-contact-last-name = Nachname
report-contact-email = E-Mail-Adresse
report-contact-release = Die Stadt Karlsruhe darf meinen Namen und meine E-Mail-Adresse für diese Meldung haben
report-contact-release-hint = Nur die Stelle der Stadt, die Ihre Meldung bearbeitet, bekommt sie. Die Angaben werden nicht veröffentlicht. Ohne dieses Häkchen wird nichts davon gesendet.

report-check = Prüfen und senden
report-check-lead = Stimmt alles? Erst wenn Sie senden, geht die Meldung an die Stadt.
report-faults = Bitte noch ergänzen
report-fault-category = Wählen Sie, worum es geht.
report-fault-place = Sagen Sie, wo es ist: Standort, Straße oder Stadtteil.
report-fault-empty = Schreiben Sie, was los ist, oder fügen Sie ein Foto hinzu.
report-fault-words = Die Beschreibung ist zu lang. Möglich sind { $max } Zeichen.
report-fault-address = Die Ortsangabe ist zu lang. Möglich sind { $max } Zeichen.
report-fault-photos = Es sind zu viele Fotos. Möglich sind { $max }.
report-fault-missing = Beantworten Sie: { $question }
report-fault-number = Geben Sie eine Zahl ohne Punkt oder Komma für Tausender an, zum Beispiel 1500 oder 2,5: { $question }
report-fault-datetime = Geben Sie Tag und Uhrzeit an: { $question }
report-fault-choice = Wählen Sie eine der Antworten: { $question }
report-fault-too-long = Die Antwort ist zu lang: { $question }
report-fault-release = Setzen Sie das Häkchen, dass die Stadt Ihren Namen und Ihre E-Mail-Adresse haben darf, oder löschen Sie beides.
report-fault-name = Der Name ist zu lang. Möglich sind { $max } Zeichen.
report-fault-email = Prüfen Sie die E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@beispiel.de
report-part-category = Thema
report-part-questions = Angaben
report-part-place = Ort
report-part-photos = Fotos
report-part-words = Beschreibung
report-part-none = Keine Angabe
report-part-located = mit Standort des Geräts
report-part-located-within = mit Standort des Geräts, auf etwa { $far } genau
report-change = Ändern
report-anonymous = Ohne Namen. Die Stadt erfährt nicht, wer meldet.
report-known-as = Für eine Antwort bekommt die Stadt: { $who }
report-not-released = Noch nicht freigegeben: { $who }
report-send = An die Stadt senden
report-sending = Wird gesichert …
report-send-hint = Das geht auch ohne Netz: Die Meldung wartet dann im Postausgang.

report-nearby = Ist es schon gemeldet?
report-nearby-hint = In der Nähe ist dazu schon etwas offen. Ist es dasselbe, sagen Sie, dass es auch Sie betrifft. Ihren Entwurf braucht es dann nicht.
report-near = { $far } entfernt
report-support-title = Statt Ihres Entwurfs?
report-support-what = Die Stadt erfährt, dass es auch Sie betrifft. Sobald sie es weiß, wird Ihr Entwurf mit Text und Fotos von diesem Gerät gelöscht.
report-support-cancel = Entwurf behalten
report-support-already = Von Ihnen weiß die Stadt das schon.

report-sent = Ihre Meldung ist gespeichert
report-sent-lead = Sie kann nicht mehr verloren gehen.
report-sent-kept = Sie liegt sicher im Postausgang auf diesem Gerät.
report-sent-network = Sobald Netz da und die App offen ist, geht sie von selbst an die Stadt. Mehr müssen Sie nicht tun.
report-sent-answer = Was daraus wird, lesen Sie unter „Meine Meldungen“.
report-supported = Danke, das hilft der Stadt
report-supported-lead = Die Stadt erfährt, dass es auch Sie betrifft. Ihr Name ist nicht dabei.
report-supported-draft = Sobald Netz da und die App offen ist, geht es von selbst an die Stadt. Weiß sie es, wird Ihr Entwurf gelöscht.
report-to-outbox = Zum Postausgang
report-another = Noch etwas melden
report-gone = Diesen Entwurf gibt es nicht mehr
report-gone-why = Er wurde gesendet oder verworfen
report-gone-advice = Was Sie gesendet haben, steht unter „Meine Meldungen“.
