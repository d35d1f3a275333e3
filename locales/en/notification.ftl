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
