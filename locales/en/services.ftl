# Services and offices.

services-title = Services
services-lead = What the city does for you, and who is responsible.
services-order = View
services-by-situation = Situations
services-by-office = Offices
services-by-name = A–Z
services-filter = Search the services
services-filter-example = for example passport or dog
services-found =
    { $count ->
        [0] Nothing found
        [one] { $count } service found
       *[other] { $count } services found
    }
services-count =
    { $count ->
        [one] { $count } service
       *[other] { $count } services
    }
services-none = No service matches
services-none-hint = Try another or a shorter word, or clear the field and look at the situations.
service-title = Service
service-office = Responsible
service-office-unknown = The responsible office is not known.
service-audience = Who it is for
service-situations = Situations
service-leika = LeiKa number
service-leika-hint = This is how the service is numbered in the catalogue of the German administration.
service-remark = This information is not official. The responsible office will tell you about fees, times and documents.
office-title = Office
office-districts = Responsible for
office-whole-city = The whole city
office-services = Services of this office
office-no-services = No services are recorded for this office.
