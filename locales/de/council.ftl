# Gemeinderat: Sitzungen, Vorlagen, Gremien. Dazu Tage und Uhrzeiten in Worten.

date-weekday =
    { $day ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[7] Sonntag
    }
date-month =
    { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }
date-month-short =
    { $month ->
        [1] Jan.
        [2] Feb.
        [3] März
        [4] Apr.
        [5] Mai
        [6] Juni
        [7] Juli
        [8] Aug.
        [9] Sep.
        [10] Okt.
        [11] Nov.
       *[12] Dez.
    }
date-long = { $weekday }, { $day }. { $month } { $year }
date-short = { $day }. { $month } { $year }
date-month-year = { $month } { $year }
date-at = { $day }, { $time } Uhr
date-from-to = { $day }, { $start } bis { $end } Uhr
date-unknown = Termin nicht bekannt
date-today = Heute
date-tomorrow = Morgen

council-title = Gemeinderat
council-lead = Was Gemeinderat, Ausschüsse und Ortschaftsräte beraten und beschließen.
council-ways = Sitzungen und Gremien
council-next = Nächste Sitzungen
council-past = Vergangene Sitzungen
council-tab-next = Demnächst
council-tab-past = Vergangen
council-committees = Gremien
council-amount =
    Auf Ihrem Gerät: { $past } { $meetings ->
        [one] vergangene Sitzung
       *[other] vergangene Sitzungen
    } und { $shown } { $papers ->
        [one] Vorlage
       *[other] Vorlagen
    }.
council-none-next = Zurzeit ist keine Sitzung angekündigt
council-none-next-hint = Sobald die Stadt einen Termin veröffentlicht, steht er hier. Sehen Sie sich solange die vergangenen Sitzungen an.
council-jump = Zum Jahr springen
council-undated = Ohne Termin
council-committee-next = Nächste Sitzung: { $when }
council-committee-no-next = Keine Sitzung angekündigt
council-committee-meetings =
    { $shown } { $count ->
        [one] Sitzung
       *[other] Sitzungen
    }
council-committee-until = Bestand bis { $day }
council-committees-ended = Frühere Gremien

meeting-title = Sitzung
meeting-where = Wo
meeting-who = Wer tagt
meeting-districts = Betrifft
meeting-cancelled = Abgesagt
meeting-points =
    { $count ->
        [one] { $count } Tagesordnungspunkt
       *[other] { $count } Tagesordnungspunkte
    }
meeting-agenda = Tagesordnung
meeting-agenda-none-yet = Die Tagesordnung ist noch nicht veröffentlicht.
meeting-agenda-none = Zu dieser Sitzung ist keine Tagesordnung veröffentlicht.
meeting-not-public = Nicht öffentlich
meeting-files = Unterlagen der Sitzung

paper-title = Vorlage
paper-type = Art
paper-reference = Nummer
paper-date = Datum
paper-offices = Zuständig
paper-way = Weg durch die Gremien
paper-way-none = Für diese Vorlage ist noch keine Beratung angekündigt.
paper-committee-unknown = Gremium nicht bekannt
paper-decides = Entscheidendes Gremium
paper-to-come = Steht noch an
paper-no-result = Ergebnis nicht veröffentlicht
paper-to-meeting = Zur Sitzung
paper-to-meeting-at = Zur Sitzung, Punkt { $number }
paper-files = Dateien
paper-files-none = Zu dieser Vorlage sind keine Dateien veröffentlicht.
paper-above = Gehört zu
paper-below = Dazu gehören

committee-title = Gremium
committee-ended = Dieses Gremium bestand bis { $day }.
committee-none-next = Zurzeit ist keine Sitzung dieses Gremiums angekündigt.
committee-none-past = Vergangene Sitzungen dieses Gremiums sind nicht veröffentlicht.
committee-papers = Zuletzt behandelte Vorlagen
committee-papers-none = Vorlagen dieses Gremiums sind nicht veröffentlicht.

calendar-all = Alle in meinen Kalender
calendar-one = In meinen Kalender
calendar-done = Die Termine liegen in der Datei { $path }. Ihr Kalender öffnet sie.

leave-title = Datei außerhalb der App öffnen?
leave-where = Diese Datei liegt bei { $host }. Ihr Gerät holt sie dort ab und öffnet sie in einem anderen Programm. Dabei erfährt { $host } die Internet-Adresse Ihres Geräts.
leave-size = Größe: { $size }
leave-size-unknown = Wie groß die Datei ist, sagt die Quelle nicht.
leave-open = Öffnen
leave-stay = In der App bleiben
