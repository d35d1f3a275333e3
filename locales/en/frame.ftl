# The frame of the app: ways, state of the data.

skip-to-content = Skip to content
nav-label = Main menu
nav-home = Home
nav-services = Services
nav-reports = Reports
nav-reports-count =
    { $count ->
        [one] report with something new for you
       *[other] reports with something new for you
    }
nav-council = Council
nav-news =
    { $count ->
        [one] news item
       *[other] news items
    }
nav-search = Search
nav-parking = Parking
nav-settings = Settings
loading = Loading …
ask-again = Try again
not-found-title = Page not found
sync-running = Updating …
sync-current = Up to date
sync-offline = Offline
sync-failed = Update not possible
sync-never = Not updated yet
sync-now = Update now
first-sync-running = Your city is loading
first-sync-running-hint = The first time this takes a moment. After that everything is on your device, even without a network.
first-sync-offline = No connection to the city yet
first-sync-offline-hint = The app needs a connection once to load its content. Check your network. The app will also try again by itself.
first-sync-nothing = No content yet
first-sync-nothing-hint = Load the city’s content onto your device.
