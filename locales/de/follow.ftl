# Was jemand verfolgt, und was es dazu Neues gibt.

follow-title = Was ich verfolge
follow-lead = Neues aus dem Rat zu dem, was Ihnen wichtig ist.
follow-private = Was Sie verfolgen, bleibt auf diesem Gerät. Niemand erfährt davon, auch die Stadt nicht: Alle Geräte bekommen dieselben Daten, und Ihres sucht heraus, was Sie angeht.
follow-on = Verfolgen
follow-off = Nicht mehr verfolgen
follow-is-on = Sie verfolgen das jetzt. Neues dazu steht auf der Startseite.
follow-is-off = Sie verfolgen das nicht mehr.
follow-to-list = Was ich verfolge

follow-news = Neues
follow-news-unread = { $shown } ungelesen
follow-news-all-read = Alles gelesen
follow-news-none = Noch nichts Neues
follow-news-none-hint = Sobald sich etwas tut, das Sie verfolgen, steht es hier.
follow-mark-all = Alles als gelesen markieren
follow-mark-one = Als gelesen markieren
follow-mark-one-which = Als gelesen markieren: { $name }
follow-unread = Ungelesen
follow-new = Neu
follow-changed = Geändert
follow-because = Weil Sie verfolgen: { $what }
follow-learned = Auf dem Gerät { $age }

follow-list = Das verfolgen Sie
follow-districts = Stadtteile
follow-papers = Vorlagen
follow-words = Wörter
follow-none = Sie verfolgen noch nichts
follow-none-hint = Öffnen Sie einen Stadtteil, ein Gremium oder eine Vorlage, und wählen Sie dort „Verfolgen“. Oder geben Sie ein Wort ein.
follow-my-district = Mein Stadtteil
follow-notify-hint = Mitteilungen Ihres Geräts kommen nur zu dem, wofür Sie sie einschalten.
follow-notify = Mitteilungen
follow-notify-which = zu { $name }
follow-off-which = Nicht mehr verfolgen: { $name }
follow-stopped = { $name } verfolgen Sie nicht mehr.
follow-word-quoted = „{ $word }“

follow-word = Ein Wort verfolgen
follow-word-label = Wort oder mehrere Wörter
follow-word-hint = Sie erfahren von Vorlagen und Sitzungen, in deren Titel es steht, zum Beispiel Radweg oder Spielplatz.
follow-word-add = Wort verfolgen
follow-word-short = Das ist zu kurz. Ein Wort hat mindestens { $min } Buchstaben oder Ziffern.
follow-word-long = Das ist zu lang. Es dürfen höchstens { $max } Zeichen sein.
follow-word-known = Das verfolgen Sie schon.
follow-word-added = { $word } verfolgen Sie jetzt.
