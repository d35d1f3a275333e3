# Was jemand über sich sagt, und wie die App aussieht und spricht.

role-citizen = Ich wohne hier
role-citizen-hint = Alles rund um Wohnen, Ausweise, Familie und Ihren Stadtteil
role-commuter = Ich arbeite oder lerne hier
role-commuter-hint = Parken, Verkehr und was Sie tagsüber in der Stadt brauchen
role-visitor = Ich bin zu Besuch
role-visitor-hint = Freizeit, Kultur und gut ankommen
role-none = Keine Angabe
language-de = Deutsch
language-en = English
appearance-system = Wie das Gerät
appearance-light = Hell
appearance-dark = Dunkel
district-label = Mein Stadtteil
district-none = Keine Angabe
district-loading = Die Stadtteile werden noch geladen. Sie können sie auch später in den Einstellungen wählen.
