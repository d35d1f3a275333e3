# The home screen.

home-title = Hello, Karlsruhe
home-title-citizen = Your Karlsruhe
home-title-commuter = Karlsruhe on your way
home-title-visitor = Welcome to Karlsruhe
home-lead = The city’s services, free parking and offices in one place.
home-lead-citizen = What you need in your city, even without a network.
home-lead-commuter = Parking, routes and services for your day in the city.
home-lead-visitor = Arrive well, park and discover the city.
home-news = New since you were last here
home-services = Services for you
home-all-services = All services
home-parking = Park now
home-all-parking = All car parks
home-district = My district
home-district-all = { $district } on one page
home-bicycles = By bicycle
home-bicycles-in =
    { $shown } { $count ->
        [one] bicycle place
       *[other] bicycle places
    } in { $district }
home-bicycles-anywhere = Find bicycle places all over the city
home-offices = Offices
home-all-offices = All offices
