# Einträge in Listen, und die Zeile mit Quelle, Lizenz und Alter.

provenance-source = Quelle: { $publisher }
provenance-as-of = Stand { $age }
age-now = gerade eben
age-minutes =
    { $count ->
        [one] vor { $count } Minute
       *[other] vor { $count } Minuten
    }
age-hours =
    { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
age-days =
    { $count ->
        [one] gestern
       *[other] vor { $count } Tagen
    }
age-months =
    { $count ->
        [one] vor { $count } Monat
       *[other] vor { $count } Monaten
    }
age-years =
    { $count ->
        [one] vor { $count } Jahr
       *[other] vor { $count } Jahren
    }
spaces-free =
    { $free ->
        [one] freier Platz
       *[other] freie Plätze
    }
spaces-free-of = von { $capacity } Plätzen frei
spaces-uncounted = Freie Plätze werden hier nicht gezählt.
spaces-uncounted-of =
    { $capacity } { $count ->
        [one] Platz
       *[other] Plätze
    }. Freie Plätze werden nicht gemeldet.
spaces-meter = Freie Plätze: { $name }
spaces-meter-value = { $free } von { $capacity } frei ({ $share })
counted-at = gezählt: { $moment }
counted-unknown = Zeit der Zählung nicht bekannt
count-old = Ältere Zahl
car-park-closed = Geschlossen
car-park-full = Voll
car-park-height = Höhe bis { $height }
car-park-distance = { $distance } von der Mitte Ihres Stadtteils
car-park-operator = Betrieben von { $operator }
feature-step-free = Ohne Stufen
feature-lift = Aufzug
feature-womens-spaces = Plätze für Frauen
feature-family-spaces = Plätze für Familien
feature-charging = E-Auto laden
feature-long-term = Dauerparken
bicycle-stands = Fahrradständer
bicycle-covered = Überdacht
bicycle-box = Fahrradbox
bicycle-station = Fahrradstation
bicycle-unknown = Art nicht bekannt
