# Parkhäuser und Fahrradplätze.

parking-title = Parken
parking-lead = Freie Plätze in Parkhäusern, immer mit der Zeit, zu der gezählt wurde.
parking-kinds = Auto oder Fahrrad
parking-car-parks = Parkhäuser
parking-bicycles = Fahrräder
parking-read-at = Zahlen abgerufen: { $moment }
parking-no-numbers = Zurzeit liegen keine aktuellen Zahlen vor.
parking-here = Karlsruhe
parking-around = Umgebung
bicycles-title = Fahrräder abstellen
bicycles-lead = Plätze für Fahrräder nach Stadtteil.
bicycles-district = Stadtteil
bicycles-all = Alle
bicycles-district-option = { $name } ({ $places })
bicycles-district-unknown = Stadtteil nicht bekannt
bicycles-count =
    { $shown } { $count ->
        [one] Platz
       *[other] Plätze
    }
bicycles-none-here = Hier sind keine Plätze erfasst
bicycles-none-here-hint = Wählen Sie einen anderen Stadtteil.
bicycles-spaces =
    Platz für { $shown } { $count ->
        [one] Fahrrad
       *[other] Fahrräder
    }
bicycles-cargo = Auch für Lastenräder
bicycles-trailer = Auch mit Anhänger
bicycles-charging = E-Bike laden
bicycles-surveyed = Geprüft: { $day }
