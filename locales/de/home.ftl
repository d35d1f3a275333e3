# Die Startseite.

home-title = Guten Tag, Karlsruhe
home-title-citizen = Ihr Karlsruhe
home-title-commuter = Karlsruhe auf Ihrem Weg
home-title-visitor = Willkommen in Karlsruhe
home-lead = Die Dienste der Stadt, freie Parkplätze und Ämter an einem Ort.
home-lead-citizen = Was Sie in Ihrer Stadt brauchen, auch ohne Netz.
home-lead-commuter = Parken, Wege und Dienste für Ihren Tag in der Stadt.
home-lead-visitor = Gut ankommen, parken und die Stadt entdecken.
home-news = Neu, seit Sie zuletzt hier waren
home-services = Dienste für Sie
home-all-services = Alle Dienste
home-parking = Jetzt parken
home-all-parking = Alle Parkhäuser
home-district = Mein Stadtteil
home-district-all = { $district } auf einer Seite
home-bicycles = Mit dem Fahrrad
home-bicycles-in =
    { $shown } { $count ->
        [one] Fahrradplatz
       *[other] Fahrradplätze
    } in { $district }
home-bicycles-anywhere = Fahrradplätze in der ganzen Stadt finden
home-offices = Ämter
home-all-offices = Alle Ämter
