# Reporting: from a concern to a report to the city. Also words for places and for fields in forms.

field-required = (required)
field-no-answer = No answer
field-half = This is not complete yet and is not saved like this. Enter both day and time, or clear the field.
field-left =
    { $shown } { $count ->
        [one] character
       *[other] characters
    } left
field-too-many =
    { $shown } { $count ->
        [one] character
       *[other] characters
    } too many

place-near = about { $far } from { $address }
place-with-district = { $address }, { $district }
place-in-district = a place in { $district }
place-accuracy = Accurate to about { $far }
place-degrees = { $lat }° north, { $lon }° east

report-lead = Tell the city what is wrong: a dark street lamp, a pothole, dumped rubbish. This works without a network and without an account.
report-emergency = Is somebody in danger? Call 110 or 112. Reports are not read at once.
report-drafts =
    You have begun { $shown } { $count ->
        [one] report
       *[other] reports
    }
report-wanted = Report this topic
report-without = Begin without a topic
report-without-hint = The city’s topics are not on this device yet. You can already begin, take photos and write everything down. You can choose the topic once the app has been online.

report-step = Step { $step } of { $steps }
report-next = Continue
report-next-check = Continue to review
report-back = Back
report-later = Continue later
report-saving = Saving …
report-saved = Saved on this device
report-not-saved = Not saved yet
report-discard = Discard draft
report-discard-what = Your text and the photos of this draft will be deleted from this device. Nothing has been sent yet.
report-reopens = You are reporting that something has not been fixed
report-reopens-what = It is about your report “{ $category }” of { $day }.
report-reopens-some = It is about one of your earlier reports.
report-reopens-link = View the earlier report

report-category = What is it about?
report-category-lead = Choose what fits best. You can still change it later.
report-category-filter = Find a topic
report-category-example = Lamp, rubbish, pothole …
report-category-found =
    { $count ->
        [0] No topic found
        [one] { $count } topic found
       *[other] { $count } topics found
    }
report-category-none = No topic found
report-category-none-hint = Try another word, or clear the field to see all topics.
report-group-other = More topics

report-questions = What the city needs to know
report-questions-lead = This helps the right office to act sooner.
report-questions-none = The city has no questions on this topic
report-questions-none-hint = Just continue.

report-place = Where is it?
report-place-lead = One of these is enough. The more exact, the sooner it is found.
report-locate = Use my location
report-locate-again = Find my location again
report-locate-private = Your device is asked only when you press here. The location is part of this report only.
report-locating = Finding your location …
report-located = Location added
report-location-forgotten = Location removed
report-location-coming = Location added. Looking for the address …
report-location-forget = Remove location
report-locate-denied = The app is not allowed to use the location on this device
report-locate-unknown = Your device does not know where it is right now
report-locate-slow = Your device did not find its location in time
report-locate-absent = This device cannot find its location
report-locate-instead = Write down the street instead, or choose the district.
report-address = Street and number
report-address-hint = Or what is beside it, for example: playground on Kaiserallee, near the stop
report-district = District
report-district-hint = Helps where there are several streets of that name, or you do not know the street.

report-photos = Do you have photos?
report-photos-lead = Photos are optional. They often show more than words.
report-photos-count = { $count } of { $max } photos
report-photos-full = You cannot add more photos. Remove one if you want to add another.
report-photos-private = Place, time and device are removed from the photos. Please do not photograph faces or number plates.
report-photo = Photo { $number }
report-photo-take = Take a photo
report-photo-choose = Choose photos
report-photo-hint = JPEG, PNG, WebP or HEIC, up to 40 MB. Large pictures are made smaller.
report-photo-adding = Preparing photo { $now } of { $all } …
report-photo-added =
    { $shown } { $count ->
        [one] photo
       *[other] photos
    } added and saved
report-photos-preparing = Photos are still being prepared …
report-photo-remove = Remove
report-photo-removed = Photo removed
report-photo-heic = This device cannot read HEIC pictures
report-photo-heic-advice = Save the picture as a JPEG, or take a new photo here. Your draft is unchanged.

report-words = What is wrong?
report-words-lead = Describe it so that somebody who was not there can find and understand it.
report-words-label = Your description
report-words-hint = What is broken or a nuisance? Since when? Is it dangerous? Please do not mention the names of other people.
report-contact = Would you like an answer by e-mail?
report-contact-lead = This is optional: without these details your report carries no name.
report-contact-first-name = First name
report-contact-last-name = Last name
report-contact-email = E-mail address
report-contact-release = The City of Karlsruhe may have my name and e-mail address for this report
report-contact-release-hint = Only the office that deals with your report gets these details. They are not published. Unless you tick this box, none of them are sent.

report-check = Check and send
report-check-lead = Is everything right? Your report goes to the city only when you send it.
report-faults = Please complete this
report-fault-category = Choose what it is about.
report-fault-place = Say where it is: location, street or district.
report-fault-empty = Write what is wrong, or add a photo.
report-fault-words = The description is too long. It can have up to { $max } characters.
report-fault-address = The place is too long. It can have up to { $max } characters.
report-fault-photos = There are too many photos. You can add up to { $max }.
report-fault-missing = Answer: { $question }
report-fault-number = Give a number without a point or comma for thousands, for example 1500 or 2.5: { $question }
report-fault-datetime = Give a day and a time: { $question }
report-fault-choice = Choose one of the answers: { $question }
report-fault-too-long = The answer is too long: { $question }
report-fault-release = Tick the box that lets the city have your name and e-mail address, or delete both.
report-fault-name = The name is too long. It can have up to { $max } characters.
report-fault-email = Check the e-mail address. It looks like this, for example: name@example.org
report-part-category = Topic
report-part-questions = Details
report-part-place = Place
report-part-photos = Photos
report-part-words = Description
report-part-none = Nothing given
report-part-located = with the location of the device
report-part-located-within = with the location of the device, accurate to about { $far }
report-change = Change
report-anonymous = Without a name. The city is not told who is reporting.
report-known-as = So that it can answer, the city gets: { $who }
report-not-released = Not sent until you allow it: { $who }
report-send = Send to the city
report-sending = Saving …
report-send-hint = This works without a network too: the report then waits in the outbox.

report-nearby = Has it been reported already?
report-nearby-hint = Something like this is already open nearby. If it is the same, say that it concerns you too. Your draft is not needed then.
report-near = { $far } away
report-support-title = Instead of your draft?
report-support-what = The city is told that it concerns you too. Once it knows, your draft is deleted from this device, with its text and photos.
report-support-cancel = Keep the draft
report-support-already = The city already knows this from you.

report-sent = Your report is saved
report-sent-lead = It can no longer get lost.
report-sent-kept = It is safe in the outbox on this device.
report-sent-network = As soon as there is a network and the app is open, it goes to the city by itself. There is nothing more you need to do.
report-sent-answer = You can read what becomes of it under “My reports”.
report-supported = Thank you, this helps the city
report-supported-lead = The city is told that it concerns you too. Your name is not part of it.
report-supported-draft = As soon as there is a network and the app is open, the city is told. Once it knows, your draft is deleted.
report-to-outbox = To the outbox
report-another = Report something else
report-gone = This draft no longer exists
report-gone-why = It was sent or discarded
report-gone-advice = You can find what you have sent under “My reports”.
