//! Lists of people and of who is with whom, as databases and coordinators keep them.

use std::fmt::Write as _;

use super::tests::{plan, says};

/// Names that differ from row to row.
const FIRST: [&str; 5] = ["Ana", "Bo", "Cleo", "Dev", "Eli"];
const LAST: [&str; 6] = ["Able", "Baker", "Cook", "Dyer", "Eckart", "Fisher"];

fn name(at: usize) -> String {
    format!("{} {}", FIRST[at % 5], LAST[at % 6])
}

/// So many rows below a header, counted from 1.
fn rows(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    (1..=rows).fold(format!("{header}\n"), |mut text, at| {
        let _ = writeln!(text, "{}", row(at));
        text
    })
}

fn not_says(plan: &str, lines: &[&str]) {
    for line in lines {
        assert!(!plan.contains(line), "{line} in\n{plan}");
    }
}

#[test]
fn mentors_and_mentees_who_are_both_counted_from_1_are_different_people() {
    let mentees = rows("id,email,school", 30, |at| format!("{at},kid{at}@a.org,S{}", at % 3));
    let mentors = rows("id,email,company", 20, |at| format!("{at},adult{at}@b.org,C{}", at % 3));
    let matches = rows("Mentor ID,Mentee ID,Start date", 20, |at| {
        format!("{},{at},2024-09-{:02}", 21 - at, at)
    });
    let plan =
        plan(&[("matches.csv", &matches), ("mentees.csv", &mentees), ("mentors.csv", &mentors)]);
    says(
        &plan,
        &[
            "a list of mentors",
            "a list of mentees",
            "prefixes = { person_id = \"mentor-\" }",
            "prefixes = { person_id = \"mentee-\" }",
            "prefixes = { mentee_id = \"mentee-\", mentor_id = \"mentor-\" }",
        ],
    );
}

#[test]
fn the_same_people_in_both_lists_stay_the_same() {
    let peers = |part: usize| {
        rows("id,email,school", 20, |at| {
            format!("{},peer{}@a.org,S{}", at + part, at + part, at % 3)
        })
    };
    let plan = plan(&[("mentees.csv", &peers(0)), ("mentors.csv", &peers(3))]);
    not_says(&plan, &["prefixes"]);
}

#[test]
fn lists_are_called_in_other_languages_and_by_plurals_of_them() {
    for (title, role) in [
        ("Mentores", "mentor"),
        ("Tutores 2024", "mentor"),
        ("Mentorinnen", "mentor"),
        ("Mentoren", "mentor"),
        ("mentorés", "mentee"),
        ("Mentorados", "mentee"),
        ("mentorizados 2019", "mentee"),
        ("Kinder", "mentee"),
    ] {
        let list = rows("Email,Curso", 12, |at| format!("p{at}@a.org,{}", at % 3));
        says(
            &plan(&[(&format!("{title}.csv"), &list)]),
            &[&format!("a list of {role}s"), &format!("constants = {{ role = \"{role}\" }}")],
        );
    }
}

#[test]
fn a_column_of_mentors_in_a_list_of_mentees_is_a_list_of_matches() {
    let list = rows("Name,Email,Grade,Mentor", 24, |at| {
        format!("{} {},kid{at}@a.org,{},{}", name(at), LAST[at / 6 % 6], at % 3 + 6, name(at % 8))
    });
    let plan = plan(&[("mentees.csv", &list)]);
    says(
        &plan,
        &[
            "a list of mentees",
            "match_by = { mentor = \"Mentor\", mentee = \"Email\" }",
            "columns = { mentor_id = \"Mentor\", mentee_id = \"Email\" }",
            "everybody in `Mentor` is taken for one",
        ],
    );
}

#[test]
fn a_list_of_who_is_with_whom_needs_no_dates() {
    let list = rows("Mentor,Mentee,Score", 24, |at| {
        format!("{},{} {},{}", name(at % 8), name(at), LAST[at / 6 % 6], at % 7)
    });
    let plan = plan(&[("matches.csv", &list)]);
    says(&plan, &["a list of mentors and their mentees", "table = \"matches\""]);
}

#[test]
fn messages_between_pairs_are_no_list_of_matches() {
    let messages = rows("mentor_id,mentee_id,sent_at,words", 60, |at| {
        format!("v{},m{},2024-10-{:02} 10:00:00,{}", at % 5, at % 12, at % 28 + 1, at * 7 % 90)
    });
    let sessions = rows("mentor_id,mentee_id,date,duration_minutes", 40, |at| {
        format!("v{},m{},2024-10-{:02},45", at % 6, at % 14, at % 28 + 1)
    });
    let plan = plan(&[("messages.csv", &messages), ("sessions.csv", &sessions)]);
    says(
        &plan,
        &[
            "sessions.csv: 40 rows, csv (a plain table: no layout of a known program); fills `meetings`",
        ],
    );
    assert_eq!(plan.matches("table = \"matches\"").count(), 1, "{plan}");
    not_says(&plan, &["files = [\"messages.csv\"]"]);
}

#[test]
fn a_meeting_that_is_still_to_come_was_not_held() {
    let log = rows("Match ID,Date,Minutes,Status", 24, |at| {
        format!(
            "m{},2024-10-{at:02},45,{}",
            at % 6,
            ["Completed", "Scheduled", "Cancelled"][at % 3]
        )
    });
    says(
        &plan(&[("sessions.csv", &log)]),
        &["\"Scheduled\" = \"planned\"", "\"Completed\" = \"held\""],
    );
    let log = rows("Match ID,Date,Minutes,Attended", 24, |at| {
        format!("m{},2024-10-{at:02},45,{}", at % 6, at % 3 > 0)
    });
    says(&plan(&[("sessions.csv", &log)]), &["\"true\" = \"held\"", "\"false\" = \"cancelled\""]);
}

#[test]
fn only_users_of_a_bundle_are_people() {
    let users = rows(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,grades",
        12,
        |at| {
            format!(
                "u{at},active,2024-08-01T00:00:00Z,true,o1,student,user{at},{},{},{}",
                FIRST[at % 5],
                LAST[at % 6],
                at % 3 + 6
            )
        },
    );
    let sessions = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n\
        t1,active,2024-08-01T00:00:00Z,Fall,term,2024-08-15,2024-12-20,y1,2025\n\
        t2,active,2024-08-01T00:00:00Z,Spring,term,2025-01-08,2025-06-01,y1,2025\n";
    let enrolled = rows(
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
        12,
        |at| {
            format!(
                "e{at},active,2024-08-01T00:00:00Z,c1,o1,u{at},student,false,2024-08-15,2024-12-20"
            )
        },
    );
    let plan = plan(&[
        ("academicSessions.csv", sessions),
        ("enrollments.csv", &enrolled),
        ("users.csv", &users),
    ]);
    assert_eq!(plan.matches("table = \"people\"").count(), 1, "{plan}");
    says(&plan, &["person_id = \"sourcedId\"", "a part of a OneRoster bundle"]);
}

#[test]
fn users_of_a_bundle_have_the_roles_that_another_file_says() {
    let users = rows(
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,grades",
        12,
        |at| {
            format!(
                "u{at},active,2024-08-01T00:00:00Z,true,user{at},{},{},{}",
                FIRST[at % 5],
                LAST[at % 6],
                at % 3 + 6
            )
        },
    );
    let roles = rows("sourcedId,status,dateLastModified,userSourcedId,roleType,role", 12, |at| {
        format!(
            "r{at},active,2024-08-01T00:00:00Z,u{at},primary,{}",
            ["student", "teacher"][at / 11]
        )
    });
    let plan = plan(&[("roles.csv", &roles), ("users.csv", &users)]);
    assert_eq!(plan.matches("table = \"people\"").count(), 1, "{plan}");
    says(
        &plan,
        &["person_id = \"userSourcedId\"", "role = \"role\"", "The roles of a OneRoster bundle"],
    );
}

#[test]
fn counts_are_nobodys_id_and_a_school_is_nobody() {
    let schools = rows("School_id,School_name,Principal,Principal_email", 25, |at| {
        format!("{at},School {at},{},head{at}@a.org", name(at))
    });
    let students = rows("Student_id,School_id,Last_name,First_name,Grade,Absences", 60, |at| {
        format!(
            "{},{},{},{},{},{}",
            at + 1000,
            at % 25 + 1,
            LAST[at % 6],
            FIRST[at % 5],
            at % 3 + 6,
            at % 25 + 1
        )
    });
    let plan = plan(&[("schools.csv", &schools), ("students.csv", &students)]);
    says(&plan, &["person_id = \"Student_id\""]);
    not_says(&plan, &["person_id = \"School_id\"", "person_id = \"Absences\""]);
}

#[test]
fn headings_that_differ_in_case_are_two_attributes() {
    let list = rows("Email,ÁREA,área", 12, |at| format!("p{at}@a.org,A{},B{}", at % 3, at % 2));
    says(&plan(&[("mentors.csv", &list)]), &["area = \"ÁREA\"", "area_2 = \"área\""]);
}

#[test]
fn scores_of_single_pieces_of_work_are_no_grade() {
    let scores = rows("student_id,assessment,final_score", 60, |at| {
        format!(
            "s{},{},{}",
            at % 15,
            ["Quiz", "Midterm", "Final", "Project"][at / 15 % 4],
            50 + at % 41
        )
    });
    says(
        &plan(&[("scores.csv", &scores)]),
        &["Left out: Several rows are about the same `student_id`"],
    );
}

#[test]
fn a_row_with_an_address_is_below_the_header_even_if_that_has_few_names() {
    let list = rows("Student;Mail;;;;Course", 14, |at| {
        format!("{} {};kid{at}@a.org;second;aide@a.org;office;C{}", name(at), LAST[at % 4], at % 3)
    });
    let plan = plan(&[("mentorados.csv", &list)]);
    says(&plan, &["person_id = \"Student\"", "14 rows"]);
    not_says(&plan, &["Ana", "Baker"]);
}

#[test]
fn an_id_in_each_row_is_no_cohort() {
    let list = rows("mentee_intake_id,first_name,last_name,email,track", 20, |at| {
        format!("{at},{},{},kid{at}@a.org,T{}", FIRST[at % 5], LAST[at % 6], at % 3)
    });
    not_says(&plan(&[("mentees.csv", &list)]), &["cohort"]);
}

#[test]
fn a_list_of_pseudonyms_is_a_list_of_people() {
    let list = rows("mentee_id,gender", 40, |at| format!("k{at},{}", ["f", "m"][at % 2]));
    says(&plan(&[("mentees.csv", &list)]), &["a list of mentees", "gender = \"gender\""]);
}

#[test]
fn what_is_said_of_the_rows_of_a_list_is_counted() {
    let list = rows("Email,Grade", 60, |at| format!("p{}@a.org,{}", at.min(59), at % 3 + 6));
    says(&plan(&[("mentees.csv", &list)]), &["has 59 different ids in 60 rows"]);
}

#[test]
fn events_of_a_project_are_times_and_forms_that_repeat_are_left_out() {
    let events = ["enrollment_arm_1", "dose_1_arm_1", "final_visit_arm_1"];
    let answers = |at: usize| format!("{},{},{}", at % 5 + 1, (at + 1) % 5 + 1, (at + 2) % 5 + 1);
    let project = rows("record_id,redcap_event_name,mood,trust,hope,form_complete", 60, |at| {
        format!("{},{},{},2", at / 3, events[at % 3], answers(at))
    });
    says(
        &plan(&[("project.csv", &project)]),
        &[
            "keep = { \"redcap_event_name\" = [\"enrollment_arm_1\"] }",
            "keep = { \"redcap_event_name\" = [\"final_visit_arm_1\"] }",
        ],
    );
    let project = rows(
        "record_id,redcap_repeat_instrument,redcap_repeat_instance,mood,trust,hope,form_complete",
        60,
        |at| {
            format!(
                "{},{},{},{},2",
                at / 3,
                ["", "visits", "visits"][at % 3],
                ["", "1", "2"][at % 3],
                answers(at)
            )
        },
    );
    says(
        &plan(&[("project.csv", &project)]),
        &["Left out: `redcap_repeat_instrument` says that forms repeat"],
    );
}

#[test]
fn who_somebody_is_stands_in_no_plan_whatever_the_question_for_it_is_called() {
    let headings = [
        "Contact - <b>Full name</b>",
        "CONTACT INFORMATION - <strong>PHONE",
        "Nom &amp; Post-nom / Firstname and Surname",
        "_geolocation",
        "Adresse IP",
    ];
    let agreed = ["Agree", "Disagree", "Strongly agree"];
    let form = rows(
        &format!(
            "Timestamp,{},I feel well here,I belong here,I would come again",
            headings.join(",")
        ),
        24,
        |at| {
            let own = format!(
                "{},555-010{},{},1.{at} 36.{at},10.0.0.{}",
                name(at % 8),
                at % 8,
                name(at % 8),
                at % 8
            );
            format!(
                "{}/20/2024 10:11:12,{own},{},{},{}",
                at % 12 + 1,
                agreed[at % 3],
                agreed[(at + 1) % 3],
                agreed[at % 2]
            )
        },
    );
    let plan = plan(&[("form.csv", &form)]);
    not_says(&plan, &["Baker", "555-010", "10.0.0", "kind = \"text\"", "attributes = "]);
}

#[test]
fn a_refusal_beside_numbers_is_no_number() {
    let form = rows("id,submitdate,lastpage,startlanguage,seed,q1,q2,q3", 60, |at| {
        let cell = |of: usize| {
            if of % 6 == 5 { "No responde".to_owned() } else { (of % 6 + 1).to_string() }
        };
        format!(
            "{at},2024-10-{:02} 10:00:00,3,es,{at},{},{},{}",
            at % 28 + 1,
            cell(at),
            cell(at + 1),
            cell(at + 2)
        )
    });
    let plan = plan(&[("encuesta.csv", &form)]);
    says(&plan, &["maximum = 5", "\"No responde\" = \"skipped\""]);
    not_says(&plan, &["labels = [\"No responde\""]);
}

#[test]
fn words_that_nobody_chose_here_are_those_that_were_chosen_there() {
    let all = ["None at all", "A little", "A moderate amount", "A lot", "A great deal"];
    let form = rows("Student ID,q1,q2,q3", 40, |at| {
        format!("S{at:02},{},{},{}", all[at % 5], all[at % 2 + 3], all[(at + 2) % 5])
    });
    let plan = plan(&[("survey.csv", &form)]);
    says(&plan, &["\"A moderate amount\""]);
    not_says(&plan, &["\"Somewhat\""]);
}

#[test]
fn anonymous_is_nobody() {
    let form = "ID,Start time,Completion time,Email,I can,I will,I do\n\
        1,1/2/2025 10:00:00,1/2/2025 10:05:00,anonymous,4,5,3\n\
        2,1/3/2025 10:00:00,1/3/2025 10:05:00,anonymous,2,4,3\n\
        3,1/20/2025 10:00:00,1/20/2025 10:05:00,anonymous,5,5,4\n";
    let plan = plan(&[("survey.csv", form)]);
    says(&plan, &["person_id = \"ID\""]);
}

#[test]
fn a_first_row_like_all_others_is_no_header() {
    let answers = rows("Never,Often,4,Ana Able", 12, |at| {
        format!(
            "{},{},{},{}",
            ["Never", "Often"][at % 2],
            ["Often", "Never"][at % 2],
            at % 5,
            name(at)
        )
    });
    let plan = plan(&[("responses.csv", &answers)]);
    says(&plan, &["its first row looks like all others"]);
    not_says(&plan, &["Ana"]);
}

#[test]
fn each_mentor_with_each_mentee_is_no_list_of_matches() {
    let scores =
        rows("Mentee,Mentor,total", 40, |at| format!("e{},r{},{}", at % 8, at % 5, at % 11));
    not_says(&plan(&[("matches.csv", &scores)]), &["table = \"matches\""]);
}

#[test]
fn numbers_that_count_the_rows_of_something_else_are_nobodys_ids() {
    let tutors = rows("id,first_name,email,subject", 50, |at| {
        format!("{at},{},tutor{at}@a.org,S{}", FIRST[at % 5], at % 3)
    });
    let schools = rows("id,name,first_year", 40, |at| format!("{at},Town {at},{}", 2020 + at % 3));
    let plan = plan(&[("schools.csv", &schools), ("tutors.csv", &tutors)]);
    not_says(&plan, &["first_year = "]);
}

#[test]
fn first_and_last_name_together_say_who_somebody_is_where_nothing_else_does() {
    let list = rows("First Name,Last Name,Grade,School", 30, |at| {
        format!("{},{},{},S{}", FIRST[at % 5], LAST[at % 6], at % 3 + 6, at % 2)
    });
    let alone = plan(&[("students.csv", &list)]);
    says(&alone, &["code = [\"First Name\", \"Last Name\"]", "table = \"people\""]);
    not_says(&alone, &["\"First Name + Last Name", "csv: `First Name + Last Name"]);
    // Others write the names as a whole, and these are ids already.
    let pairs = rows("Mentor,Mentee", 30, |at| format!("Coach {},{}", LAST[at % 6], name(at)));
    not_says(&plan(&[("matches.csv", &pairs), ("students.csv", &list)]), &["code = "]);
}

#[test]
fn tests_of_several_subjects_are_measures_of_their_own() {
    let scores = rows("StudentID,TermName,Discipline,TestRITScore", 60, |at| {
        let at = at - 1;
        format!("s{},Fall 2024,{},{}", at / 2, ["Math", "Reading"][at % 2], 180 + at)
    });
    says(
        &plan(&[("growth.csv", &scores)]),
        &["test_score_math", "test_score_reading", "keep = { \"Discipline\" = [\"Math\"] }"],
    );
}

#[test]
fn of_several_roles_in_a_bundle_the_primary_one_counts() {
    let roles = rows("sourcedId,status,dataLastModified,userSourcedId,roleType,role", 12, |at| {
        let (user, kind, role) = match at {
            11 => (1, "secondary", "guardian"),
            12 => (2, "secondary", "teacher"),
            at => (at, "primary", "student"),
        };
        format!("r{at},active,2024-08-01T00:00:00Z,u{user},{kind},{role}")
    });
    says(
        &plan(&[("roles.csv", &roles)]),
        &["person_id = \"userSourcedId\"", "keep = { \"roleType\" = [\"primary\"] }"],
    );
}

#[test]
fn an_address_that_several_children_share_is_that_of_their_parents() {
    let list = rows(
        "Timestamp,Email Address,Student Name,How do you like it?,Would you come again?",
        30,
        |at| {
            format!(
                "2024-09-{:02} 10:00:00,parent{}@a.org,{},{},{}",
                at % 28 + 1,
                at / 2,
                name(at),
                at % 5 + 1,
                at % 4 + 1
            )
        },
    );
    let plan = plan(&[("students.csv", &list)]);
    says(&plan, &["person_id = \"Student Name\""]);
}
