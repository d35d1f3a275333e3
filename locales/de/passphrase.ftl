# Die Passphrase, wenn kein Schlüsselspeicher da ist.

passphrase-choose = Passphrase wählen
passphrase-choose-hint = Die App verschlüsselt alles, was sie auf diesem Gerät speichert. Sonst liegt der Schlüssel im Schlüsselspeicher des Geräts. Weil der fehlt, schützt ihn eine Passphrase.
passphrase-enter = Passphrase eingeben
passphrase-enter-hint = Damit öffnet die App, was sie auf diesem Gerät verschlüsselt gespeichert hat.
passphrase-label = Passphrase
passphrase-repeat = Passphrase wiederholen
passphrase-show = Passphrase anzeigen
passphrase-choose-submit = Passphrase festlegen
passphrase-enter-submit = Öffnen
passphrase-busy = Einen Moment …
passphrase-differs = Die beiden Eingaben sind verschieden
passphrase-differs-advice = Geben Sie zweimal dasselbe ein.
passphrase-no-way-back = Merken Sie sich die Passphrase gut. Niemand kann sie zurücksetzen, auch die Stadt nicht.
passphrase-forgotten = Passphrase vergessen?
passphrase-forgotten-advice = Niemand kann sie zurücksetzen. Sie können alles löschen und neu anfangen. Die Inhalte der Stadt werden dann neu geladen.
vault-retry = Schlüsselspeicher noch einmal versuchen
