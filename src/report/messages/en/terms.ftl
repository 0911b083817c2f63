### English, from which the other languages are translated. `~` is a space at which no line breaks; `{ $n }` is a number.

# Numbers and what stands between them.
in-hundred = { $number }~in~100
fewer-than-one-in-hundred = fewer than 1~in~100
more-than-99-in-hundred = more than 99~in~100
range = { $low } to { $high }
or-more = { $number } or more
or-less = { $number } or less
month = { $number }~month
months = { $number }~months
list = { $first } and { $last }
either = { $first } or { $last }
quoted = “{ $text }”

# Dates.
date = { $day }~{ $month } { $year }
short-date = { $day }~{ $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
short-month-1 = Jan
short-month-2 = Feb
short-month-3 = Mar
short-month-4 = Apr
short-month-5 = May
short-month-6 = Jun
short-month-7 = Jul
short-month-8 = Aug
short-month-9 = Sep
short-month-10 = Oct
short-month-11 = Nov
short-month-12 = Dec

# What is counted: one and many, by themselves, and all of them.
counted-mentee =
    { $n ->
        [one] { $n }~mentee
       *[other] { $n }~mentees
    }
counted-mentor =
    { $n ->
        [one] { $n }~mentor
       *[other] { $n }~mentors
    }
counted-person =
    { $n ->
        [one] { $n }~person
       *[other] { $n }~people
    }
counted-match =
    { $n ->
        [one] { $n }~match
       *[other] { $n }~matches
    }
counted-response =
    { $n ->
        [one] { $n }~form
       *[other] { $n }~forms
    }
counted-goal =
    { $n ->
        [one] { $n }~goal
       *[other] { $n }~goals
    }
counted-meeting =
    { $n ->
        [one] { $n }~meeting
       *[other] { $n }~meetings
    }
counted-cost =
    { $n ->
        [one] { $n }~cost line
       *[other] { $n }~cost lines
    }
counted-credential =
    { $n ->
        [one] { $n }~certificate or badge
       *[other] { $n }~certificates and badges
    }
counted-other =
    { $n ->
        [one] { $n }~case
       *[other] { $n }~cases
    }
counted-row =
    { $n ->
        [one] { $n }~row
       *[other] { $n }~rows
    }
counted-file =
    { $n ->
        [one] { $n }~file
       *[other] { $n }~files
    }
counted-source =
    { $n ->
        [one] { $n }~source
       *[other] { $n }~sources
    }
counted-day =
    { $n ->
        [one] { $n }~day
       *[other] { $n }~days
    }
units-mentee = mentees
units-mentor = mentors
units-person = people
units-match = matches
units-response = forms
units-goal = goals
units-meeting = meetings
units-cost = cost lines
units-credential = certificates and badges
units-other = cases
the-units-mentee = the mentees
the-units-mentor = the mentors
the-units-person = the people
the-units-match = the matches
the-units-response = the forms
the-units-goal = the goals
the-units-meeting = the meetings
the-units-cost = the cost lines
the-units-credential = the certificates and badges
the-units-other = the cases

# In place of a number.
hidden = hidden to protect privacy
hidden-because = hidden to protect privacy ({ $reason })
hidden-word = hidden
hidden-short = hidden for privacy
not-computed = not computed
not-computed-because = not computed ({ $reason })

# Targets.
at-least = at least~{ $value }
at-most = at most~{ $value }
met = met
not-met = not met
uncertain = uncertain
not-known = not known
