# What the system tells of when there is news of something that somebody follows. The window does not show it.

notification =
    .title = News of what you follow
    .new = New: { $name }
    .changed = Changed: { $name }
    .more =
        { $count ->
            [one] and one more
           *[other] and { $count } more
        }

# What became of what somebody reported to the city.
notification-reports =
    .title = Your reports
    .accepted = The city has received it: { $name }
    .needs-you = Cannot go on without you: { $name }
    .answered = News from the city: { $name }
    .closed = Done: { $name }
    .refused = Not accepted by the city: { $name }
    .unnamed = a report
