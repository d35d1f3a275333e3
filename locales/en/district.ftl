# A district on one page.

district-title = District
district-lead = Offices, council, parking and bicycle places in { $name }.
district-postcodes =
    { $count ->
        [one] Postcode
       *[other] Postcodes
    }: { $codes }
district-offices = Local offices
district-offices-none = { $name } has no office of its own. The offices of the whole city are there for you.
district-meetings-none = No meeting that concerns { $name } is announced at the moment.
district-papers = Newest papers
district-papers-count =
    { $shown } { $count ->
        [one] paper concerns
       *[other] papers concern
    } { $name }.
district-papers-none = No paper concerns { $name } yet.
district-parking = Parking
district-bicycles =
    { $shown } bicycle { $count ->
        [one] place
       *[other] places
    }
district-bicycles-spaces =
    with room for { $shown } { $count ->
        [one] bicycle
       *[other] bicycles
    }
district-bicycles-none = No bicycle places are recorded in { $name }.
