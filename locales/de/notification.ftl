# Was das System meldet, wenn es zu etwas, das jemand verfolgt, Neues gibt. Das Fenster zeigt es nicht.

notification =
    .title = Neues zu dem, was Sie verfolgen
    .new = Neu: { $name }
    .changed = Geändert: { $name }
    .more =
        { $count ->
            [one] und eine weitere Neuigkeit
           *[other] und { $count } weitere Neuigkeiten
        }

# Was aus dem wurde, was jemand der Stadt gemeldet hat.
notification-reports =
    .title = Ihre Meldungen
    .accepted = Bei der Stadt angekommen: { $name }
    .needs-you = Kommt ohne Sie nicht weiter: { $name }
    .answered = Neues von der Stadt: { $name }
    .closed = Erledigt: { $name }
    .refused = Von der Stadt nicht angenommen: { $name }
    .unnamed = eine Meldung
