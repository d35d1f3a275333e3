# What people say about themselves, and how the app looks and speaks.

role-citizen = I live here
role-citizen-hint = Everything about your home, documents, family and district
role-commuter = I work or study here
role-commuter-hint = Parking, traffic and what you need in the city during the day
role-visitor = I am visiting
role-visitor-hint = Leisure, culture and arriving well
role-none = Prefer not to say
language-de = Deutsch
language-en = English
appearance-system = As the device
appearance-light = Light
appearance-dark = Dark
district-label = My district
district-none = Prefer not to say
district-loading = The districts are still loading. You can also choose yours later in the settings.
