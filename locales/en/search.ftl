# The search over everything. The lines with “words” are no texts: they are the words of both languages by
# which the pages of the app are found.

search-title = Search
search-label = Search services, council, places and more
search-example = passport, playground, 2021/1198 …
search-keys = Arrow keys: through the results. Enter: open. Esc: clear.
search-hint = Find services, offices, papers, meetings, committees, districts and parking. Numbers such as 2021/1198 and times such as “Gemeinderat Mai 2025” work too. Your search never leaves this device.
search-kind = Kind
search-all-kinds = All kinds
search-district = District
search-all-districts = Anywhere
search-year = Year
search-all-years = Any year
search-meetings = Meetings
search-bicycle-places = Bicycle places
search-report-categories = Report something
search-public-reports = Reports
search-own = In the app
search-found =
    { $count ->
        [0] Nothing found
        [one] { $count } result
       *[other] { $count } results
    }
search-found-more = { $count } results, and there are more
search-all = Show { $kind } only
search-too-many = There is more. One more word makes the list shorter.
search-your-hit = Found by your search
search-none = Nothing found
search-tried = We tried:
search-tried-words = the words in all their forms
search-tried-beginnings = words that begin so
search-tried-parts = words that contain them
search-tried-typos = words that are spelt alike
search-nearest = These words exist:
search-everywhere = Search everywhere
search-recent = Recent searches
search-recent-private = Only on this device.
search-forget = Forget
search-forgotten = Forgotten.

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
