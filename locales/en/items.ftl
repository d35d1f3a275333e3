# Items in lists, and the line with source, licence and age.

provenance-source = Source: { $publisher }
provenance-as-of = As of { $age }
age-now = just now
age-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
age-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
age-days =
    { $count ->
        [one] yesterday
       *[other] { $count } days ago
    }
age-months =
    { $count ->
        [one] { $count } month ago
       *[other] { $count } months ago
    }
age-years =
    { $count ->
        [one] { $count } year ago
       *[other] { $count } years ago
    }
spaces-free =
    { $free ->
        [one] free space
       *[other] free spaces
    }
spaces-free-of = of { $capacity } spaces free
spaces-uncounted = Free spaces are not counted here.
spaces-uncounted-of =
    { $capacity } { $count ->
        [one] space
       *[other] spaces
    }. Free spaces are not reported.
spaces-meter = Free spaces: { $name }
spaces-meter-value = { $free } of { $capacity } free ({ $share })
counted-at = counted: { $moment }
counted-unknown = time of the count not known
count-old = Older number
car-park-closed = Closed
car-park-full = Full
car-park-height = Height up to { $height }
car-park-distance = { $distance } from the middle of your district
car-park-operator = Run by { $operator }
feature-step-free = Step-free
feature-lift = Lift
feature-womens-spaces = Spaces for women
feature-family-spaces = Spaces for families
feature-charging = Electric car charging
feature-long-term = Long-term parking
bicycle-stands = Bicycle stands
bicycle-covered = Covered
bicycle-box = Bicycle box
bicycle-station = Bicycle station
bicycle-unknown = Kind not known
