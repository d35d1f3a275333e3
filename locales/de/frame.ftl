# Rahmen der App: Wege, Stand der Daten.

skip-to-content = Zum Inhalt springen
nav-label = Hauptmenü
nav-home = Start
nav-services = Dienste
nav-reports = Meldungen
nav-reports-count =
    { $count ->
        [one] Meldung mit Neuem für Sie
       *[other] Meldungen mit Neuem für Sie
    }
nav-council = Rat
nav-news =
    { $count ->
        [one] Neuigkeit
       *[other] Neuigkeiten
    }
nav-search = Suchen
nav-parking = Parken
nav-settings = Einstellungen
loading = Wird geladen …
ask-again = Noch einmal versuchen
not-found-title = Seite nicht gefunden
sync-running = Wird aktualisiert …
sync-current = Aktuell
sync-offline = Offline
sync-failed = Aktualisierung nicht möglich
sync-never = Noch nicht aktualisiert
sync-now = Jetzt aktualisieren
first-sync-running = Ihre Stadt wird geladen
first-sync-running-hint = Das dauert beim ersten Mal ein wenig. Danach ist alles auf Ihrem Gerät und auch ohne Netz da.
first-sync-offline = Noch keine Verbindung zur Stadt
first-sync-offline-hint = Die App braucht einmal eine Verbindung, um die Inhalte zu laden. Prüfen Sie Ihr Netz. Die App versucht es auch von selbst wieder.
first-sync-nothing = Noch keine Inhalte
first-sync-nothing-hint = Laden Sie die Inhalte der Stadt auf Ihr Gerät.
