### What staff reads: the restricted list, the page of a check, the record of processing.

# The list of those whom staff has to turn to.
staff-warning = Restricted: this list names people. For the staff who work with them, for nobody else; do not pass it on, and delete it when it is done.
staff-title = Restricted list for staff: { $program }
staff-heading = Matches that need attention: { $program }
staff-verdict =
    { $needing ->
        [one] { $needing } of { $open } open matches needs attention, as of { $day }.
       *[other] { $needing } of { $open } open matches need attention, as of { $day }.
    }
staff-unknown-day = an unknown day
staff-matches = Matches
staff-match = Match
staff-site = Site
staff-mentor = Mentor
staff-mentor-id = Mentor ID
staff-mentee = Mentee
staff-mentee-id = Mentee ID
staff-to-do = To do
staff-as-of = As of
staff-pair = { $mentor } with { $mentee }
staff-nobody = nobody known
staff-silent = no meeting logged for { $days }, the last one on { $day }
staff-never-met = no meeting logged since the start on { $day }, { $days } ago
staff-contact-due = support contact due, the last one was on { $day }
staff-contact-never = support contact due, none since the start on { $day }
staff-overdue = promised time over for { $days }: close the match or renew it
staff-ends-today = promised time ends today
staff-ends-in = promised time ends in { $days }
staff-why-listed = A match is listed when no meeting was logged for more than 30 days, when a support contact is due, and from 30 days before its promised time ends. A meeting that nobody logged looks here as if it had not taken place.

# The page of a check.
check-title = Check of the exports: { $program }
check-files = Files
check-files-note = A file that several sources read stands once for each of them.
check-file = file
check-source = source
check-fills = fills
check-format = format
check-read = rows read
check-kept = kept
check-aside = set aside
check-replaced = replaced by a later row
check-equal = equal to a later row
check-gone = deleted or without consent
check-skipped = left to other sources
check-refused =
    { $n ->
        [one] Nothing can be published: { $n } file or column is to mend first.
       *[other] Nothing can be published: { $n } files or columns are to mend first.
    }
check-clean = Every row is as the plan says.
check-without = It can be published as it is, without { $rows } and { $cells }.
check-rows =
    { $n ->
        [one] { $n } row that was set aside
       *[other] { $n } rows that were set aside
    }
check-cells =
    { $n ->
        [one] { $n } cell that is treated as missing
       *[other] { $n } cells that are treated as missing
    }
check-mend = What to mend
check-in-column = { $n } × in `{ $column }` of `{ $source }`, against the rule: { $rule }
check-in-source = { $n } × in `{ $source }`, against the rule: { $rule }
check-costs-refused = refused: nothing is published until it is mended
check-costs-error = error: the row is set aside
check-costs-warning = warning: the cell is treated as missing
check-costs-note = note: nothing is lost
check-where = where
check-found = found
check-allowed = allowed
check-first = The first { $n } of { $all } are listed.
check-to-mend = To mend:

# The draft of a record of processing.
record-title = Record of processing activities: { $program }
record-draft = A draft after article 30(1) of the GDPR, made from the evaluation plan ({ $plan }) and from { $snapshot }. It names nobody. What stands in square brackets is to be filled in by a person.
record-no-snapshot = no warehouse, for nothing was ingested yet
record-controller = Controller
record-controller-fill = to be filled in: name and contact details of the organisation, its representative, its data protection officer
record-purposes = Purposes
record-evaluation = Evaluation of the program
record-legal-basis = Legal basis:
record-legal-basis-fill = to be filled in: article 6(1), and article 9(2) for special categories of data
record-subjects = Data subjects
record-none-yet = None yet.
record-role = role
record-persons = persons
record-data = Personal data
record-table = table
record-grain = one row per
record-columns = columns filled
record-from = from
record-rows = rows
record-worked-out = worked out
record-not-read = Columns of the exports that the plan does not name are not read.
record-attributes = Attributes of persons: { $list }.
record-attributes-fill = to be filled in: which of them, and which questions of the surveys, are special categories (article 9), and why they are needed
record-places = Where it is, who can read it, for how long
record-what = what
record-where = where
record-readers = who can read it
record-kept = kept
record-consent = Consent
record-purpose = purpose
record-column = column
record-yes = yes
record-no = no
record-not-said = not said
record-no-does = what a no does
record-no-export = no export gives it
record-not-told = “{ $words }”: fewer than { $n }, or it would tell of fewer than { $n }. Persons who are no longer in the warehouse, because they said no, are not counted here.
record-recipients = Recipients
record-no-transfer = No personal data goes to a third country or an international organisation: no command opens a connection.
record-recipients-fill = to be filled in: who else gets the folder, a backup or a report, and under which agreement
record-measures = Technical and organisational measures
record-measures-fill = to be filled in: who has the machine’s account, how it is backed up, who answers a request of a data subject
record-role-mentee = mentee
record-role-mentor = mentor
record-role-comparison = comparison
record-role-parent = parent
record-role-staff = staff
