//! Who is who over files: ids, addresses, crosswalks, codes, and links that a person accepts.

use std::os::unix::fs::PermissionsExt as _;

use mentorlens::contract::{Entity, keyed_id};

use super::program::{Program, Told, mentorlens};

/// A roster by student number, a survey before by address and one after by a code of the survey's own.
const PLAN: &str = r#"
[program]
id = "case"
name = "Case"

[[sources]]
id = "roster"
files = ["inbox/roster.csv"]
table = "people"
columns = { person_id = "Student" }
constants = { role = "mentee" }
link_by = { first_name = "First", last_name = "Last", born_on = "Born", school = "School" }

[[sources]]
id = "before"
files = ["inbox/before.csv"]
table = "responses"
instrument = "survey"
shape = "wide"
columns = { person_id = "E-mail" }
constants = { wave = "baseline" }
link_by = { name = "Name", born_on = "Birth date" }

[[sources]]
id = "after"
files = ["inbox/after.csv"]
table = "responses"
instrument = "survey"
shape = "wide"
columns = { person_id = "Code" }
constants = { wave = "followup" }

[[instruments]]
id = "survey"
role = "mentee"
minimum = 1
maximum = 5

[[instruments.scales]]
id = "hope"
items = ["q1", "q2"]
"#;

/// The survey's codes belong to addresses, and these to student numbers.
const CROSSWALKS: &str = r#"
[[sources]]
id = "codes"
files = ["inbox/codes.csv"]
table = "crosswalk"
columns = { person_id = "E-mail", alias = "Code", system = "System" }

[[sources]]
id = "addresses"
files = ["inbox/addresses.csv"]
table = "crosswalk"
shape = "wide"
columns = { person_id = "Student" }
ids = { mail = "Address" }
"#;

fn program(more: &str) -> Program {
    let program = Program::new(&format!("{PLAN}{more}"));
    program.put(
        "inbox/roster.csv",
        b"Student,First,Last,Born,School\n001,Ann,Lee,2010-03-04,North\n002,Jos\xc3\xa9,Ruiz,2011-05-06,North\n003,Bo,Marsh,2010-01-01,South\n",
    );
    program.put(
        "inbox/before.csv",
        b"E-mail,Name,Birth date,q1,q2\nAnn.Lee@Example.org ,Ann Lee,2010-03-04,2,3\njose@example.org,Ruiz Jose,2011-05-06,4,4\nwho@example.org,Zoe Quist,2009-09-09,1,1\n",
    );
    program.put("inbox/after.csv", b"Code,q1,q2\nk-7,4,5\nk-8,5,5\n");
    program.put(
        "inbox/codes.csv",
        b"Code,E-mail,System\nk-7,ann.lee@example.org,survey\nk-8,jose@example.org,survey\n",
    );
    program.put(
        "inbox/addresses.csv",
        b"Student,Address\n001,ANN.LEE@example.org\n002,jose@example.org\n",
    );
    program
}

fn ask(program: &Program, sql: &str) -> String {
    let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
    told.out.lines().skip(1).collect::<Vec<_>>().join(" ")
}

const PAIRS: &str = "select count(*) as n from scores as a join scores as b on a.person_id = b.person_id \
                     where a.wave = 'baseline' and b.wave = 'followup'";
const LINKED: &str = "select count(distinct responses.person_id) as n from responses join people on people.person_id = responses.person_id";

#[test]
fn ids_of_three_systems_are_one_person_through_two_crosswalks() {
    let program = program(CROSSWALKS);
    let told = program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, PAIRS), "2", "{}", told.err);
    assert_eq!(ask(&program, LINKED), "2");
    // The id is made from the one that the person is known by, whichever file named them.
    let key = program.text("mentorlens.key");
    let bytes: Vec<u8> =
        (0..64).step_by(2).map(|at| u8::from_str_radix(&key[at..at + 2], 16).unwrap()).collect();
    let id = keyed_id(&bytes, Entity::Person, "case", "001");
    let rows = |table: &str| {
        ask(&program, &format!("select count(*) as n from {table} where person_id = {id}"))
    };
    assert_eq!(
        (rows("people"), rows("scores"), rows("crosswalk")),
        ("1".to_owned(), "2".to_owned(), "2".to_owned())
    );
    program.run("verify", &[]).ended_with(0);
    // Who is not on the roster is kept, and said to be unlinked.
    assert!(told.err.contains("an id that `people` does not have"), "{}", told.err);
    assert_eq!(
        ask(&program, "select count(distinct person_id) as n from scores where wave = 'baseline'"),
        "3"
    );
}

#[test]
fn the_order_of_sources_and_rows_does_not_matter() {
    let one = program(CROSSWALKS);
    let other = Program::new(&format!(
        "[program]\nid = \"case\"\nname = \"Case\"\n{CROSSWALKS}{}",
        PLAN.replacen("[program]\nid = \"case\"\nname = \"Case\"\n", "", 1)
    ));
    other.take(one.dir(), "inbox");
    other.put(
        "inbox/codes.csv",
        b"Code,E-mail,System\nk-8,jose@example.org,survey\nk-7,ann.lee@example.org,survey\n",
    );
    for program in [&one, &other] {
        program.put("mentorlens.key", format!("{}\n", "0a".repeat(32)).as_bytes());
        program.run("ingest", &[]).ended_with(0);
    }
    let sql = "select person_id, wave, score from scores order by person_id, wave";
    assert_eq!(ask(&one, sql), ask(&other, sql));
}

#[test]
fn without_a_crosswalk_nobody_is_linked_and_answers_still_count_in_one_wave() {
    let program = program("");
    program.run("run", &[]).ended_with(0);
    assert_eq!((ask(&program, PAIRS), ask(&program, LINKED)), ("0".to_owned(), "0".to_owned()));
    assert_eq!(ask(&program, "select count(*) as n from scores where score is not null"), "5");
}

#[test]
fn an_id_that_two_persons_are_said_to_have_belongs_to_nobody_and_both_places_are_named() {
    let program = program(CROSSWALKS);
    program.put(
        "inbox/addresses.csv",
        b"Student,Address\n001,ann.lee@example.org\n002,Ann.Lee@example.org\n",
    );
    let told = program.run("ingest", &[]).ended_with(0);
    for words in [
        "inbox/addresses.csv:2: `alias` is an id that inbox/addresses.csv:3 gives to another person",
        "inbox/addresses.csv:3: `alias` is an id that inbox/addresses.csv:2 gives to another person",
    ] {
        assert!(told.err.contains(words), "{}", told.err);
    }
    assert_eq!(ask(&program, LINKED), "0");
    // The address and the code that leads to it are still one, unknown person.
    assert_eq!(ask(&program, PAIRS), "2");
}

#[test]
fn codes_of_their_own_making_link_two_waves_and_only_the_same_code_does() {
    let survey = |id: &str, wave: &str| {
        format!(
            "\n[[sources]]\nid = \"{id}\"\nfiles = [\"{id}.csv\"]\ntable = \"responses\"\ninstrument = \"survey\"\nshape = \"wide\"\n\
             code = [\"Mother\", \"Day\", \"House\"]\nconstants = {{ wave = \"{wave}\" }}\n"
        )
    };
    let instrument = &PLAN[PLAN.find("[[instruments]]").unwrap()..];
    let program = Program::new(&format!(
        "[program]\nid = \"case\"\nname = \"Case\"\n{}{}\n{instrument}",
        survey("before", "baseline"),
        survey("after", "followup")
    ));
    program.put("before.csv", b"Mother,Day,House,q1,q2\nM,07,12,2,2\nk,1,3,3,3\nP,9,,1,1\n");
    program.put("after.csv", b"Mother,Day,House,q1,q2\n m ,07,12,4,4\nK,1,5,5,5\nP,9,,2,2\n");
    program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, PAIRS), "1", "an incomplete code is nobody else's");

    let told = program.run("link", &[]).ended_with(0);
    let review = program.text("mentorlens.links.csv");
    assert!(
        review.contains("\n,0.90,2 of 3 parts of the code are the same,k-1-5,"),
        "{review}{}",
        told.err
    );
    let accepted = review.replacen(
        ",0.90,2 of 3 parts of the code are the same,k-1-5",
        "yes,0.90,2 of 3 parts of the code are the same,k-1-5",
        1,
    );
    program.put("mentorlens.links.csv", accepted.as_bytes());
    program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, PAIRS), "2");
}

#[test]
fn links_are_proposed_by_name_and_birth_date_and_nothing_is_linked_before_they_are_accepted() {
    let program = program("");
    program.run("run", &[]).ended_with(0);
    let told = program.run("link", &[]).ended_with(0);
    assert!(
        told.err
            .contains("5 of 5 persons who answered are not on the roster, 2 links are proposed"),
        "{}",
        told.err
    );
    let path = program.path("mentorlens.links.csv");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, LINKED), "0");

    let review = program.text("mentorlens.links.csv");
    assert!(
        review.contains("ann.lee@example.org,Ann Lee,2010-03-04,,,001,Ann Lee,2010-03-04,North,"),
        "{review}"
    );
    assert!(
        review.contains("jose@example.org,Ruiz Jose,2011-05-06,,,002,José Ruiz,2011-05-06,North,"),
        "{review}"
    );
    assert!(!review.contains("who@example.org"), "{review}");
    let mut lines: Vec<String> = review.lines().map(str::to_owned).collect();
    for (line, said) in lines.iter_mut().skip(1).zip(["x", "perhaps"]) {
        *line = format!("{said}{line}");
    }
    program.put("mentorlens.links.csv", (lines.join("\n") + "\n").as_bytes());
    let told = program.run("run", &[]).ended_with(0);
    assert!(
        told.err.contains("mentorlens.links.csv:3: `accept` is \"perhaps\", allowed: yes or no"),
        "{}",
        told.err
    );
    assert_eq!(ask(&program, LINKED), "1");
    // What was said stays when links are proposed anew.
    program.run("link", &[]).ended_with(0);
    assert_eq!(
        program.text("mentorlens.links.csv").lines().filter(|line| line.starts_with("x,")).count(),
        1
    );
}

#[test]
fn names_by_which_links_are_proposed_stay_out_of_every_table_and_report() {
    let program = program(CROSSWALKS);
    program.run("run", &[]).ended_with(0);
    program.run("link", &[]).ended_with(0);
    for folder in ["warehouse", "reports"] {
        // Not even among rows that are set aside: their cells are those that the plan reads.
        for (name, bytes) in program.files(folder) {
            for word in ["Marsh", "Quist", "Ruiz"] {
                assert!(
                    !bytes.windows(word.len()).any(|part| part == word.as_bytes()),
                    "{name} tells {word}"
                );
            }
        }
    }
}

#[test]
fn a_person_who_is_forgotten_goes_under_every_id_and_out_of_the_proposals() {
    let program = program(CROSSWALKS);
    program.put("inbox/before.csv", b"E-mail,Name,Birth date,q1,q2\nAnn.Lee@Example.org,Ann Lee,2010-03-04,2,3\njo@example.org,Jos\xc3\xa9 Ruiz,2011-05-06,4,4\n");
    program.run("run", &[]).ended_with(0);
    program.run("link", &[]).ended_with(0);
    assert!(program.text("mentorlens.links.csv").contains("002"));
    for (person, left) in [("k-7", "2"), ("002", "1")] {
        let output = mentorlens().args(["forget", person]).arg(program.dir()).output().unwrap();
        let told = Told::of(output).ended_with(0);
        assert!(told.err.contains("rows removed from all snapshots"), "{}", told.err);
        assert_eq!(ask(&program, "select count(*) as n from people"), left);
    }
    assert!(
        !program.path("mentorlens.links.csv").exists(),
        "the proposal named a person who is forgotten"
    );
    // Not under another id either, also when the crosswalk that says so is gone.
    program
        .put("inbox/addresses.csv", b"Student,Address\n")
        .put("inbox/codes.csv", b"Code,E-mail,System\n");
    program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, "select count(*) as n from people"), "1");
    // The address of the proposal was never accepted: it is somebody else's.
    assert_eq!(ask(&program, "select count(*) as n from scores"), "1");
    program.run("verify", &[]).ended_with(0);
}

/// Two lists that each count from 1.
const COUNTED: &str = r#"
[program]
id = "case"
name = "Case"

[[sources]]
id = "mentors"
files = ["inbox/mentors.csv"]
table = "people"
columns = { person_id = "id" }
prefixes = { person_id = "mentor-" }
constants = { role = "mentor" }

[[sources]]
id = "mentees"
files = ["inbox/mentees.csv"]
table = "people"
columns = { person_id = "id" }
prefixes = { person_id = "mentee-" }
constants = { role = "mentee" }

[[sources]]
id = "matches"
files = ["inbox/matches.csv"]
table = "matches"
columns = { mentor_id = "mentor", mentee_id = "mentee", matched_on = "since" }
match_by = { mentor = "mentor", mentee = "mentee" }
prefixes = { mentor_id = "mentor-", mentee_id = "mentee-" }

[[sources]]
id = "meetings"
files = ["inbox/meetings.csv"]
table = "meetings"
columns = { held_on = "day" }
match_by = { mentor = "mentor", mentee = "mentee" }
prefixes = { mentor_id = "mentor-", mentee_id = "mentee-" }
"#;

#[test]
fn a_mentor_and_a_mentee_with_the_same_number_are_two_people_and_one_can_be_forgotten() {
    let program = Program::new(COUNTED);
    program.put("inbox/mentors.csv", b"id\n1\n2\n");
    program.put("inbox/mentees.csv", b"id\n1\n2\n3\n");
    program.put(
        "inbox/matches.csv",
        b"mentor,mentee,since\n1,1,2024-09-01\n1,2,2024-09-02\n2,3,2024-09-03\n",
    );
    program.put("inbox/meetings.csv", b"mentor,mentee,day\n1,1,2024-10-01\n2,3,2024-10-02\n");
    program.run("ingest", &[]).ended_with(0);
    let met = "select count(*) as n from meetings join matches on matches.match_id = meetings.match_id \
        join people on people.person_id = matches.mentor_id and people.role = 'mentor'";
    assert_eq!(ask(&program, "select count(distinct person_id) as n from people"), "5");
    assert_eq!(ask(&program, met), "2");

    let output = mentorlens().args(["forget", "mentor-1"]).arg(program.dir()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(ask(&program, "select count(*) as n from people where role = 'mentee'"), "3");
    assert_eq!(ask(&program, "select count(*) as n from people where role = 'mentor'"), "1");
}
