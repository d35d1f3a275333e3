# Die Suche über alles. Die Zeilen mit „words“ sind keine Texte: Es sind die Wörter beider Sprachen, unter
# denen man die Seiten der App findet.

search-title = Suche
search-label = Dienste, Rat, Orte und mehr durchsuchen
search-example = Ausweis, Spielplatz, 2021/1198 …
search-keys = Pfeiltasten: durch die Treffer. Eingabe: öffnen. Esc: leeren.
search-hint = Finden Sie Dienste, Ämter, Vorlagen, Sitzungen, Gremien, Stadtteile und Parkplätze. Auch Nummern wie 2021/1198 und Zeiten wie „Gemeinderat Mai 2025“. Gesucht wird nur auf Ihrem Gerät.
search-kind = Art
search-all-kinds = Alles
search-district = Stadtteil
search-all-districts = Überall
search-year = Jahr
search-all-years = Alle Jahre
search-meetings = Sitzungen
search-bicycle-places = Fahrradplätze
search-report-categories = Etwas melden
search-public-reports = Meldungen
search-own = In der App
search-found =
    { $count ->
        [0] Nichts gefunden
        [one] { $count } Treffer
       *[other] { $count } Treffer
    }
search-found-more = { $count } Treffer, und es gibt noch mehr
search-all = Nur { $kind } zeigen
search-too-many = Es gibt noch mehr. Mit einem Wort dazu wird die Liste kürzer.
search-your-hit = Ihr Treffer aus der Suche
search-none = Nichts gefunden
search-tried = Versucht wurde:
search-tried-words = die Wörter in allen Formen
search-tried-beginnings = Wörter, die so beginnen
search-tried-parts = Wörter, in denen sie stecken
search-tried-typos = Wörter, die ähnlich geschrieben werden
search-nearest = Diese Wörter gibt es:
search-everywhere = Überall suchen
search-recent = Zuletzt gesucht
search-recent-private = Nur auf diesem Gerät.
search-forget = Vergessen
search-forgotten = Vergessen.

search-words-language = Sprache Deutsch Englisch language German English
search-words-appearance = Aussehen Design Farben hell dunkel dunkler Dunkelmodus Nachtmodus appearance theme colours light dark mode night
search-words-text = Schriftgröße Schrift Textgröße Text größer groß lesbar Zoom text size font larger bigger
search-words-person = Über mich Profil Rolle Wohnort about me profile role
search-words-sync = Aktualisierung aktualisieren Stand offline update sync refresh
search-words-storage = Speicherplatz Speicher Verschlüsselung verschlüsselt Passphrase Passwort storage memory encryption encrypted passphrase password
search-words-delete = alles löschen entfernen zurücksetzen Passphrase ändern delete everything erase remove reset change passphrase
search-words-sources = Quellen Lizenzen Herkunft Datenquellen sources licences licenses origin
search-words-diagnostics = technische Angaben Diagnose Version Fehler Hilfe diagnostics version support help
search-words-settings = Einstellungen Optionen settings options preferences
search-words-following = verfolgen folgen Neues Neuigkeiten Mitteilungen Benachrichtigungen follow following news notifications
search-words-meetings = Rat Gemeinderat Stadtrat Sitzungen Tagesordnung Termine Kalender council meetings agenda calendar
search-words-past = vergangene Sitzungen Archiv past meetings archive
search-words-committees = Gremien Ausschüsse Ortschaftsräte committees boards
search-words-services = Dienste Dienstleistungen Lebenslagen services
search-words-offices = Ämter Behörden offices authorities
search-words-parking = parken Parkhäuser Parkplätze parking car parks
search-words-bicycles = Fahrräder Fahrradplätze Fahrradständer bicycles bikes cycle parking
search-words-report = melden Meldung Mangel Schaden Anliegen Problem KA-Feedback report problem damage complaint
search-words-my-reports = meine Meldungen Entwürfe Antworten my reports drafts answers
search-words-outbox = Ausgang Postausgang senden gesendet warten outbox sending waiting
search-words-around = Umgebung Nachbarschaft Meldungen anderer nearby around neighbourhood
