//! Who is who, and why there is no answer: what is read, and what is refused.

use super::super::{Duplicates, ItemKind, SameId, VaultKey};
use super::{PROGRAM, read, refuses};

/// A wide survey of one form, with more lines in the source.
fn survey(more: &str) -> String {
    format!(
        "[[instruments]]\nid = \"f\"\nrole = \"mentee\"\nminimum = 1\nmaximum = 5\n\
         [[instruments.scales]]\nid = \"s\"\nitems = [\"a\", \"b\"]\n\
         [[sources]]\nid = \"x\"\nfiles = \"x.csv\"\ntable = \"responses\"\ninstrument = \"f\"\nshape = \"wide\"\n{more}"
    )
}

#[test]
fn addresses_and_accents_are_the_same_however_they_are_written_unless_the_plan_says_otherwise() {
    let same = |text: &str| read(&format!("{PROGRAM}{text}")).identity.same_id;
    assert_eq!(same(""), [SameId::Unicode, SameId::Email]);
    assert_eq!(
        same("[identity]\nsame_id = [\"zeros\", \"case\"]\n"),
        [SameId::Case, SameId::Zeros]
    );
    assert_eq!(same("[identity]\nsame_id = []\n"), []);
    let plan = read(&format!("{PROGRAM}[identity]\nduplicates = \"first\"\n"));
    assert_eq!(plan.identity.duplicates, Duplicates::First);
}

#[test]
fn an_item_that_the_form_does_not_have_needs_no_column() {
    let plan = read(&format!("{PROGRAM}{}", survey("code = [\"A\", \"B\"]\nnot_asked = \"b\"\n")));
    let source = &plan.sources[0];
    assert_eq!(source.code, ["A", "B"]);
    assert_eq!(source.spread.keys().collect::<Vec<_>>(), ["a"]);
    assert_eq!(source.not_asked, ["b"]);
}

#[test]
fn names_stand_beside_people_and_nowhere_else() {
    let source = |table: &str, more: &str| {
        format!("[[sources]]\nid = \"x\"\nfiles = \"x.csv\"\ntable = \"{table}\"\n{more}")
    };
    let plan = read(&format!("{PROGRAM}{}", source("people", "name = [\"First\", \"Last\"]\n")));
    assert_eq!(plan.sources[0].name, ["First", "Last"]);
    let plan = read(&format!("{PROGRAM}{}", source("people", "name = \"Full name\"\n")));
    assert_eq!(plan.sources[0].name, ["Full name"]);
    refuses(
        &source("matches", "name = \"Full name\"\n"),
        "5: `name` in [[sources]] stands beside the table `matches`, allowed: only beside `people` | leave it out",
    );
}

#[test]
fn a_key_of_the_vault_with_a_slip_is_refused() {
    let key = VaultKey::new([7; 32]);
    let plan = read(&format!("{PROGRAM}[privacy]\nvault_key = \"{key}\"\n"));
    assert_eq!(plan.privacy.vault_key, Some(key));
    let slip = key.to_string().replacen("07", "08", 1);
    refuses(
        &format!("[privacy]\nvault_key = \"{slip}\"\n"),
        "2: `vault_key` in [privacy] is no key of a vault, or has a slip, allowed: `vault-`, 64 digits and their sum | \
         take over the line that `mentorlens vault-key` prints, as it is",
    );
}

#[test]
fn a_box_has_no_range_of_its_own() {
    let boxes = "[[instruments]]\nid = \"f\"\nrole = \"mentee\"\n\
                 [[instruments.items]]\nid = \"a\"\nkind = \"checkbox\"\nquestion = \"q\"\nbox = \"Job, home\"\n";
    let plan = read(&format!("{PROGRAM}{boxes}"));
    let item = &plan.instruments[0].items[0];
    assert_eq!((item.kind, item.minimum, item.maximum), (ItemKind::Checkbox, 0.0, 1.0));
    assert_eq!((item.question.as_deref(), item.ticked.as_deref()), (Some("q"), Some("Job, home")));
    refuses(
        &format!("{boxes}maximum = 2\n"),
        "9: `maximum` in [[instruments.items]] stands beside the kind `checkbox` | a box is ticked or not: leave it out",
    );
}

#[test]
fn words_about_persons_and_answers_are_checked() {
    for (text, expected) in [
        (
            "[identity]\nsame_id = [\"emails\"]\n".to_owned(),
            "2: `same_id` in [identity] holds \"emails\", allowed differences: `unicode`, `email`, `case`, `spaces`, `zeros` | did you mean `email`?",
        ),
        (
            survey("code = [\"A\"]\ncolumns = { person_id = \"Id\" }\n"),
            "15: `code` in [[sources]] stands beside `person_id` | leave it in one of the two",
        ),
        (
            survey("link_by = { surname = \"Name\" }\n"),
            "15: `link_by` in [[sources]] holds \"surname\", allowed parts: `first_name`, `last_name`, `name`, `born_on`, `school`, `email`",
        ),
        (
            survey("match_by = { tutor = \"Tutor\" }\n"),
            "15: `match_by` in [[sources]] holds \"tutor\", allowed parts: `mentor`, `mentee`",
        ),
        (
            survey("match_by = { mentor = \"M\" }\ncolumns = { match_id = \"Id\" }\n"),
            "15: `match_by` in [[sources]] stands beside `match_id` | leave it in one of the two",
        ),
        (
            survey("prefixes = { mentor_id = \"m-\" }\n"),
            "15: `prefixes` in [[sources]] holds \"mentor_id\", allowed columns: `person_id`",
        ),
        (
            survey("not_asked = [\"c\"]\n"),
            "15: `not_asked` in [[sources]] holds \"c\", allowed items of `f`: `a`, `b`",
        ),
        (
            "[[instruments]]\nid = \"f\"\nrole = \"mentee\"\nminimum = 1\nmaximum = 5\nstates = { \"-99\" = \"missing\" }\n".to_owned(),
            "6: `states` in [[instruments]] says \"missing\" of \"-99\", allowed: `skipped`, `not_asked`, `not_applicable`, `unchecked`, `refused`",
        ),
        (
            "[[instruments]]\nid = \"f\"\nrole = \"mentee\"\nminimum = 1\nmaximum = 5\n[[instruments.items]]\nid = \"a\"\nasked_when = { z = \"Yes\" }\n".to_owned(),
            "8: `asked_when` in [[instruments.items]] holds \"z\", allowed items of the instrument: `a`",
        ),
    ] {
        refuses(&text, expected);
    }
}
