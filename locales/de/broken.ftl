# Wenn sich die Daten nicht öffnen lassen.

broken-title = Die App kann Ihre Daten nicht öffnen
broken-lead = Es wurde nichts gelöscht.
broken-retry = Noch einmal versuchen
broken-busy = Einen Moment …
broken-delete = Neu beginnen
broken-delete-hint = Wenn gar nichts hilft: Löschen Sie alles, was die App auf diesem Gerät gespeichert hat. Die Inhalte der Stadt kommen dann neu.
