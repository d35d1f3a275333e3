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
