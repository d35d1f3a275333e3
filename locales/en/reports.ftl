# Reports: one's own, those of others, and what is still on its way to the city. (How a report is written
# is in report.ftl.)

reports-new = Report something
reports-one = Report
reports-place-unknown = Place not given
reports-place-unpublished = Place not published
reports-received = Received
reports-open = In progress
reports-closed = Done
reports-refused = Declined
reports-photos =
    { $shown } { $count ->
        [one] photo
       *[other] photos
    }
reports-sent-on = reported on { $day }
reports-updated = updated { $age }
until-now = any moment now
until-soon = in less than a minute
until-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
until-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
until-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }

home-need-you =
    { $shown } { $count ->
        [one] report needs
       *[other] reports need
    } you
home-under-way = { $shown } on the way to the city
home-drafts =
    { $shown } { $count ->
        [one] draft
       *[other] drafts
    }
home-report-news = News about your report

my-reports-title = My reports
my-reports-lead = What you reported to the city, and what has happened since.
my-reports-sent = Reported
my-reports-unread = New
my-reports-none = You have not reported anything yet
my-reports-none-hint = A pothole, a street light that is out, dumped rubbish: report it to the city, even without a network. It is sent as soon as possible.
drafts-title = Drafts
drafts-no-category = Draft
drafts-edited = edited { $age }
drafts-continue = Continue writing
drafts-continue-which = Continue writing: { $name }
drafts-discard = Discard
drafts-discard-which = Discard: { $name }
drafts-discard-title = Discard this draft?
drafts-discard-what = The text and photos of this draft will be deleted from your device. This cannot be undone.
drafts-keep = Keep it

my-report-way = Progress
my-report-no-steps = The city has not said anything about it yet. As soon as something happens, you will see it here.
my-report-asked = The city was last asked: { $age }
my-report-to-outbox = Show in the outbox
my-report-reopen = This is not fixed yet
my-report-reopen-hint = This starts a new report that refers to this one. You can check and change everything before it is sent.
my-report-sent = What you reported
my-report-place = Place
my-report-words = Description
my-report-sent-at = Reported
my-report-contact = Sender
my-report-named = With your name or e-mail address
my-report-anonymous = Without a name
my-report-receipt = Receipt
my-report-city-id = Reference number
my-report-reopens = Not fixed yet: earlier report
my-report-reopened-by = Not fixed yet: later report
my-report-show-linked = Show this report
my-report-photo = Photo { $number } of { $count }
my-report-photo-close = Close

outbox-title = Outbox
outbox-lead = What you are sending to the city, and how far it has got. Nothing gets lost, even if you close the app.
outbox-way = On the way: { $way }.
outbox-counts =
    { $count ->
        [0] You do not need to do anything.
        [one] One item needs you.
       *[other] { $count } items need you.
    }
outbox-none = Your outbox is empty
outbox-none-hint = What you report is shown here: first on its way to the city, then with the city’s receipt.
outbox-need-you =
    { $shown } { $count ->
        [one] needs
       *[other] need
    } you
outbox-support = Concerns me too: { $category }
outbox-handed-in = Handed in by you: { $age }
outbox-photos =
    { $sent } of { $shown } { $count ->
        [one] photo
       *[other] photos
    } sent
outbox-receipt = Received by the city on { $moment }. Receipt:
outbox-receipt-at = Received by the city on { $moment }
outbox-retry = Try now
outbox-retry-which = Try now: { $name }
outbox-edit = Edit
outbox-edit-which = Edit: { $name }
outbox-edit-waiting = Take back and edit
outbox-edit-waiting-which = Take back and edit: { $name }
outbox-withdraw = Withdraw
outbox-withdraw-which = Withdraw: { $name }
outbox-withdraw-title = Really withdraw it?
outbox-withdraw-what = The city will not get it, and it will be deleted from your device with all its photos. If the city has received it by now, the city keeps it.
outbox-withdraw-keep = Do not withdraw
outbox-queued = Waiting
outbox-queued-next = It is saved and will be sent in a moment.
outbox-queued-network = Waiting for a network
outbox-queued-network-next = The city could not be reached. You do not need to do anything: as soon as you have a network again and the app is open, sending goes on by itself.
outbox-queued-captive = This network asks you to sign in
outbox-queued-captive-next = The network answered instead of the city. Open the browser and sign in to the network there, or use another network.
outbox-queued-busy = The city cannot accept anything right now
outbox-queued-busy-next = You do not need to do anything. The app tries again by itself.
outbox-next = It continues { $when }.
outbox-next-attempt =
    Next attempt { $when }. So far { $shown } { $count ->
        [one] attempt has
       *[other] attempts have
    } failed.
outbox-waits-for-photos = Waiting for the photos
outbox-waits-for-photos-next = First the photos are sent, then the report. You do not need to do anything.
outbox-sending = Being sent
outbox-sending-next = The city has not answered yet.
outbox-withdrawing = Being withdrawn
outbox-withdrawing-next = It may have been on its way to the city already. The app tells the city that it no longer counts. If the city has accepted it, it is shown here again.
outbox-rejected = Not accepted
outbox-rejected-invalid = Something does not fit what the city wants to know. It may have changed its questions. Edit the report and send it again.
outbox-rejected-category = The city no longer has this topic. Choose another one when you edit the report.
outbox-rejected-too-large = It is too large for the city. Edit it to remove photos or shorten the text.
outbox-rejected-picture = The city cannot read a photo. Replace it when you edit the report.
outbox-rejected-conflict = The city already has something else under this number. Edit the report and send it again. It then gets a new number.
outbox-rejected-office = The office did not accept it. You can read its reasons in the report.
outbox-rejected-support = This report is no longer open with the city. If the problem is still there, report it yourself.
outbox-rejected-other = The city refused it without giving a reason. Try again. If that does not help, call 115.
outbox-needs-you = Needs you
outbox-needs-part = A photo does not get through to the city. Try again. If that does not help, edit the report to remove or replace photos, and send it again.
outbox-needs-update = This version of the app is too old for the city. Update the app, and sending continues. What you wrote is kept.
outbox-needs-damaged = Part of it can no longer be read on your device. Edit it, add what is missing, and send it again. Otherwise withdraw it.

around-title = Around here
around-lead = What was reported in the last 90 days, and what has happened since.
around-all-districts = Everywhere
around-all-categories = All topics
around-other-category = Another topic
around-category = Topic
around-open-only = Only what is not done yet
around-count =
    { $shown } { $count ->
        [one] report
       *[other] reports
    }
around-most = The latest { $shown } are shown. Choose a district or a topic to make the list shorter.
around-nowhere = There are no reports at the moment
around-nowhere-hint = The city has published no report in the last 90 days. If you notice something, report it.
around-none = Nothing has been reported here
around-none-hint = Nothing that matches has been reported in the last 90 days. If you notice something, report it.
around-widen = Show all reports
around-reported = reported { $age }
around-supporters =
    { $shown } { $count ->
        [one] person has
       *[other] people have
    } said that it concerns them too.
around-support = This concerns me too
around-support-which = This concerns me too: { $name }
around-support-queued = Saved. The city will be told as soon as possible:
around-support-there = You reported this, or said that it concerns you too.
around-gone = This report cannot be found here
around-gone-hint = Reports of the last 90 days are shown. This one may be older. If the problem is still there, report it again.
around-answer = What the city says about it
around-updated-at = Last change
