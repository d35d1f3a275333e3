# Ein Stadtteil auf einer Seite.

district-title = Stadtteil
district-lead = Ämter, Rat, Parken und Fahrradplätze in { $name }.
district-postcodes =
    { $count ->
        [one] Postleitzahl
       *[other] Postleitzahlen
    }: { $codes }
district-offices = Ämter vor Ort
district-offices-none = { $name } hat kein eigenes Amt. Für Sie sind die Ämter der ganzen Stadt da.
district-meetings-none = Zurzeit ist keine Sitzung angekündigt, die { $name } betrifft.
district-papers = Neueste Vorlagen
district-papers-count =
    { $shown } { $count ->
        [one] Vorlage betrifft
       *[other] Vorlagen betreffen
    } { $name }.
district-papers-none = Noch betrifft keine Vorlage { $name }.
district-parking = Parken
district-bicycles =
    { $shown } { $count ->
        [one] Fahrradplatz
       *[other] Fahrradplätze
    }
district-bicycles-spaces =
    mit Platz für { $shown } { $count ->
        [one] Rad
       *[other] Räder
    }
district-bicycles-none = In { $name } sind keine Fahrradplätze erfasst.
