# The council: meetings, papers, committees. And days and times in words.

date-weekday =
    { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
date-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-month-short =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] June
        [7] July
        [8] Aug
        [9] Sept
        [10] Oct
        [11] Nov
       *[12] Dec
    }
date-long = { $weekday }, { $day } { $month } { $year }
date-short = { $day } { $month } { $year }
date-month-year = { $month } { $year }
date-at = { $day }, { $time }
date-from-to = { $day }, { $start } to { $end }
date-unknown = Date not known
date-today = Today
date-tomorrow = Tomorrow

council-title = City council
council-lead = What the city council, its committees and the district councils discuss and decide.
council-ways = Meetings and committees
council-next = Next meetings
council-past = Past meetings
council-tab-next = Next
council-tab-past = Past
council-committees = Committees
council-amount =
    On your device: { $past } past { $meetings ->
        [one] meeting
       *[other] meetings
    } and { $shown } { $papers ->
        [one] paper
       *[other] papers
    }.
council-none-next = No meeting is announced at the moment
council-none-next-hint = As soon as the city publishes a date, it is here. Until then, look at the past meetings.
council-jump = Jump to a year
council-undated = Without a date
council-committee-next = Next meeting: { $when }
council-committee-no-next = No meeting announced
council-committee-meetings =
    { $shown } { $count ->
        [one] meeting
       *[other] meetings
    }
council-committee-until = Existed until { $day }
council-committees-ended = Former committees

meeting-title = Meeting
meeting-where = Where
meeting-who = Who meets
meeting-districts = Concerns
meeting-cancelled = Called off
meeting-points =
    { $count ->
        [one] { $count } item on the agenda
       *[other] { $count } items on the agenda
    }
meeting-agenda = Agenda
meeting-agenda-none-yet = The agenda is not published yet.
meeting-agenda-none = No agenda was published for this meeting.
meeting-not-public = Not public
meeting-files = Documents of the meeting

paper-title = Paper
paper-type = Kind
paper-reference = Number
paper-date = Date
paper-offices = Responsible
paper-way = Its way through the committees
paper-way-none = No discussion of this paper is announced yet.
paper-committee-unknown = Committee not known
paper-decides = Decides
paper-to-come = Still to come
paper-no-result = Result not published
paper-to-meeting = To the meeting
paper-to-meeting-at = To the meeting, item { $number }
paper-files = Files
paper-files-none = No files were published for this paper.
paper-above = Belongs to
paper-below = Belonging to it

committee-title = Committee
committee-ended = This committee existed until { $day }.
committee-none-next = No meeting of this committee is announced at the moment.
committee-none-past = Past meetings of this committee are not published.
committee-papers = Papers treated last
committee-papers-none = Papers of this committee are not published.

calendar-all = All into my calendar
calendar-one = Into my calendar
calendar-done = The dates are in the file { $path }. Your calendar opens it.

leave-title = Open the file outside the app?
leave-where = This file is at { $host }. Your device fetches it there and opens it in another program. { $host } then learns the internet address of your device.
leave-size = Size: { $size }
leave-size-unknown = The source does not say how large the file is.
leave-open = Open
leave-stay = Stay in the app
