# Alles löschen.

delete-open = Alles löschen …
delete-title = Alles löschen?
delete-what = Gelöscht werden alle Inhalte auf diesem Gerät, Ihre Angaben, Ihre Einstellungen und der Schlüssel. Auch Ihre Entwürfe und Meldungen sind dann hier weg: Was noch nicht bei der Stadt ist, geht verloren, und was sie zu Ihren Meldungen sagt, erfahren Sie nicht mehr.
delete-after = Das lässt sich nicht rückgängig machen. Danach beginnt die App von vorn.
delete-agree = Ja, ich möchte alles löschen
delete-cancel = Abbrechen
delete-confirm = Endgültig löschen
