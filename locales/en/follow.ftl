# What somebody follows, and what is new of it.

follow-title = What I follow
follow-lead = News from the council about what matters to you.
follow-private = What you follow stays on this device. Nobody learns of it, not even the city: all devices get the same data, and yours picks out what concerns you.
follow-on = Follow
follow-off = Stop following
follow-is-on = You follow this now. News about it is on the home screen.
follow-is-off = You no longer follow this.
follow-to-list = What I follow

follow-news = News
follow-news-unread = { $shown } unread
follow-news-all-read = Everything read
follow-news-none = Nothing new yet
follow-news-none-hint = As soon as something happens that you follow, it is here.
follow-mark-all = Mark everything as read
follow-mark-one = Mark as read
follow-mark-one-which = Mark as read: { $name }
follow-unread = Unread
follow-new = New
follow-changed = Changed
follow-because = Because you follow: { $what }
follow-learned = On the device { $age }

follow-list = You follow this
follow-districts = Districts
follow-papers = Papers
follow-words = Words
follow-none = You follow nothing yet
follow-none-hint = Open a district, a committee or a paper, and choose “Follow” there. Or type a word.
follow-my-district = My district
follow-notify-hint = Your device only notifies you of what you turn it on for.
follow-notify = Notifications
follow-notify-which = about { $name }
follow-off-which = Stop following: { $name }
follow-stopped = You no longer follow { $name }.
follow-word-quoted = “{ $word }”

follow-word = Follow a word
follow-word-label = A word or several words
follow-word-hint = You learn of papers and meetings that have it in their titles, for example Radweg or Spielplatz.
follow-word-add = Follow the word
follow-word-short = That is too short. A word has at least { $min } letters or digits.
follow-word-long = That is too long. It may have { $max } characters at most.
follow-word-known = You follow that already.
follow-word-added = You follow { $word } now.
