# Dienste und Ämter.

services-title = Dienste
services-lead = Was die Stadt für Sie tut, und wer dafür zuständig ist.
services-order = Ansicht
services-by-situation = Lebenslagen
services-by-office = Ämter
services-by-name = A–Z
services-filter = Dienste durchsuchen
services-filter-example = zum Beispiel Ausweis oder Hund
services-found =
    { $count ->
        [0] Nichts gefunden
        [one] { $count } Dienst gefunden
       *[other] { $count } Dienste gefunden
    }
services-count =
    { $count ->
        [one] { $count } Dienst
       *[other] { $count } Dienste
    }
services-none = Kein Dienst passt dazu
services-none-hint = Versuchen Sie ein anderes oder kürzeres Wort, oder leeren Sie das Feld und sehen Sie sich die Lebenslagen an.
service-title = Dienst
service-office = Zuständig
service-office-unknown = Das zuständige Amt ist nicht bekannt.
service-audience = Für wen
service-situations = Lebenslagen
service-leika = LeiKa-Nummer
service-leika-hint = So heißt der Dienst im Verzeichnis der deutschen Verwaltung.
service-remark = Diese Angaben sind nicht amtlich. Gebühren, Zeiten und Unterlagen erfahren Sie beim zuständigen Amt.
office-title = Amt
office-districts = Zuständig für
office-whole-city = Die ganze Stadt
office-services = Dienste dieses Amtes
office-no-services = Zu diesem Amt sind keine Dienste erfasst.
