# Der erste Start.

welcome-step = Schritt { $step } von { $steps }
welcome-language = Willkommen in Karlsruhe
welcome-language-hint = In welcher Sprache möchten Sie lesen?
welcome-role = Wie sind Sie hier?
welcome-role-hint = Damit zeigt die App zuerst, was Sie betrifft. Sie brauchen kein Konto.
welcome-district = Ihr Stadtteil
welcome-district-hint = Damit die App zeigt, was in der Nähe ist. Wohnen Sie nicht in Karlsruhe, überspringen Sie diesen Schritt einfach.
welcome-next = Weiter
welcome-finish = Los geht’s
welcome-skip = Überspringen
welcome-back = Zurück
welcome-private = Ihre Angaben bleiben auf diesem Gerät. Die Stadt erfährt sie nicht.
