# Car parks and bicycle places.

parking-title = Parking
parking-lead = Free spaces in car parks, always with the time of the count.
parking-kinds = Car or bicycle
parking-car-parks = Car parks
parking-bicycles = Bicycles
parking-read-at = Numbers fetched: { $moment }
parking-no-numbers = There are no live numbers at the moment.
parking-here = Karlsruhe
parking-around = Around Karlsruhe
bicycles-title = Bicycle parking
bicycles-lead = Places for bicycles by district.
bicycles-district = District
bicycles-all = All
bicycles-district-option = { $name } ({ $places })
bicycles-district-unknown = District not known
bicycles-count =
    { $shown } { $count ->
        [one] place
       *[other] places
    }
bicycles-none-here = No places are recorded here
bicycles-none-here-hint = Choose another district.
bicycles-spaces =
    Room for { $shown } { $count ->
        [one] bicycle
       *[other] bicycles
    }
bicycles-cargo = Cargo bicycles too
bicycles-trailer = Trailers too
bicycles-charging = E-bike charging
bicycles-surveyed = Checked: { $day }
