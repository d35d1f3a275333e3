# Where the data cannot be opened.

broken-title = The app cannot open your data
broken-lead = Nothing was deleted.
broken-retry = Try again
broken-busy = One moment …
broken-delete = Start again
broken-delete-hint = If nothing helps: delete everything that the app keeps on this device. The city’s content is then loaded anew.
