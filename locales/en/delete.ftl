# Deleting everything.

delete-open = Delete everything …
delete-title = Delete everything?
delete-what = All content on this device, what you said about yourself, your settings and the key will be deleted. Your drafts and reports go as well: what is not with the city yet is lost, and you no longer learn what it says about your reports.
delete-after = This cannot be undone. Afterwards the app starts from the beginning.
delete-agree = Yes, I want to delete everything
delete-cancel = Cancel
delete-confirm = Delete for good
