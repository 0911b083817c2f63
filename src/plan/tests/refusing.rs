//! Plans that are refused: program, terms, groups, targets and choices.

use super::{problems, refuses};

const TERM: &str = "[[terms]]\nid = \"a\"\nstarts_on = 2024-09-01\nends_on = 2025-01-31\n";

#[test]
fn an_unknown_key_is_told_with_its_nearest_spelling_or_its_home() {
    refuses(
        "[privacy]\nmin_cel = 5\n",
        "2: unknown key `min_cel` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key` | did you mean `min_cell`?",
    );
    refuses(
        "[privacy]\nconfidence = 5\n",
        "2: unknown key `confidence` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key` | `confidence` belongs in [analysis]",
    );
    refuses(
        "[privacy]\nzebra = 5\n",
        "2: unknown key `zebra` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key`",
    );
    refuses(
        "privacy = 5\n",
        "1: unknown key `privacy` in [program], allowed: `id`, `name`, `about`, `period`, `source_note`, `language`, `preset`, `design` | `privacy` is a section: write [privacy]",
    );
}

#[test]
fn an_unknown_section_is_told_with_those_that_there_are() {
    refuses(
        "[privacyy]\n",
        "1: unknown section `privacyy`, allowed: [program], [commitment], [[terms]], [[changes]], [[sources]], [identity], [[instruments]], [[outcomes]], [[alignment]], [[themes]], [quotes], [[segments]], [[populations]], [[targets]], [[logic_model]], [analysis], [privacy], [retention], [[editions]] | did you mean `privacy`?",
    );
}

#[test]
fn a_section_in_the_wrong_number_of_brackets_is_told_the_right_one() {
    refuses(
        "[[privacy]]\nmin_cell = 7\n",
        "1: `privacy` is not one section, allowed: [privacy] | write [privacy] once, with its keys below it",
    );
    refuses(
        "[terms]\nid = \"a\"\n",
        "1: `terms` is not a list of sections, allowed: [[terms]] | write [[terms]] above each one, with two brackets",
    );
}

#[test]
fn a_wrong_type_says_what_was_found_and_what_is_allowed() {
    refuses(
        "[privacy]\nmin_cell = \"7\"\n",
        "2: `min_cell` in [privacy] is \"7\", allowed: a whole number from 1 | write 7 without quotes",
    );
    refuses(
        "[privacy]\nmin_cell = 7.5\n",
        "2: `min_cell` in [privacy] is 7.5, allowed: a whole number from 1",
    );
    refuses(
        "[commitment]\nmonths = \"nine\"\n",
        "2: `months` in [commitment] is \"nine\", allowed: a number above 0",
    );
    refuses(
        "[commitment]\nmonths = nan\n",
        "2: `months` in [commitment] is nan, allowed: a number above 0",
    );
    refuses(
        "design = true\n",
        "1: `design` in [program] is true, allowed: `pre_post`, `comparison`, `randomised`",
    );
    refuses(
        "period = 2024-09-01\n",
        "1: `period` in [program] is 2024-09-01, allowed: a text that is not blank | write it in quotes: \"2024-09-01\"",
    );
    refuses(
        "about = \" \"\n",
        "1: `about` in [program] is blank, allowed: a text that is not blank",
    );
    refuses(
        "[[segments]]\nid = \"s\"\nfrom = \"people.site\"\nprimary = \"true\"\n",
        "4: `primary` in [[segments]] is \"true\", allowed: `true` or `false` | write true or false without quotes",
    );
    refuses(
        "[analysis]\nprimary = { a = \"b\" }\n",
        "2: `primary` in [analysis] is a table, allowed: a text that is not blank, or a list of such texts",
    );
}

#[test]
fn a_value_that_is_not_allowed_is_told_what_is() {
    refuses(
        "design = \"randomized\"\n",
        "1: `design` in [program] is \"randomized\", allowed: `pre_post`, `comparison`, `randomised` | did you mean `randomised`?",
    );
    refuses(
        "[commitment]\nmonths = 0\n",
        "2: `months` in [commitment] is 0, allowed: a number above 0",
    );
    refuses(
        "[analysis]\nconfidence = 95\n",
        "2: `confidence` in [analysis] is 95, allowed: a number from 0.5 to below 1 | 95 percent is written 0.95",
    );
    refuses(
        "[analysis]\nconfidence = 0.05\n",
        "2: `confidence` in [analysis] is 0.05, allowed: a number from 0.5 to below 1",
    );
    refuses(
        "[analysis]\ncorrection = \"bonferroni\"\n",
        "2: `correction` in [analysis] is \"bonferroni\", allowed: `benjamini_hochberg`, `benjamini_yekutieli`, `holm`, `none`",
    );
    refuses(
        "[[editions]]\nid = \"Funder\"\n",
        "2: `id` in [[editions]] is \"Funder\", allowed: lower-case letters, digits, `-` and `_`",
    );
}

#[test]
fn a_date_is_a_day_of_the_calendar() {
    refuses(
        "[analysis]\nas_of = 2025-06-30T10:00:00\n",
        "2: `as_of` in [analysis] is 2025-06-30T10:00:00, allowed: a date such as 2024-09-01 | leave the time out",
    );
    refuses(
        "[analysis]\nas_of = \"30.6.2025\"\n",
        "2: `as_of` in [analysis] is \"30.6.2025\", allowed: a date such as 2024-09-01 | write year, month and day: 2024-09-01",
    );
    refuses(
        "[analysis]\nas_of = 2025-02-30\n",
        "2: not TOML: invalid date, expected day between 01 and 28",
    );
}

#[test]
fn small_cells_need_a_rationale() {
    refuses(
        "[privacy]\nmin_cell = 0\n",
        "2: `min_cell` in [privacy] is 0, allowed: a whole number from 1",
    );
    refuses(
        "[privacy]\nmin_cell = 4\n",
        "2: `min_cell` in [privacy] is 4, allowed: 5 and up, or less with a `rationale` | say who agreed to groups this small: rationale = \"…\"",
    );
}

#[test]
fn before_and_after_are_two_waves() {
    refuses(
        "[analysis]\nbaseline_wave = \"followup\"\n",
        "2: `followup_wave` in [analysis] is \"followup\", and so is `baseline_wave` | before and after are two waves",
    );
    refuses(
        "[analysis]\nbaseline_wave = \"x\"\nfollowup_wave = \"x\"\n",
        "3: `followup_wave` in [analysis] is \"x\", and so is `baseline_wave` | before and after are two waves",
    );
}

#[test]
fn a_list_with_several_wrong_words_has_several_problems() {
    let found = problems(
        "[analysis]\nprimary = [\"skill_grwth\", 4, \"skill_growth\", \"skill_growth\"]\n",
    );
    let expected = [
        "2: `primary` in [analysis] holds \"skill_grwth\", allowed measures: `satisfaction_mentee`, `skill_growth`, `match_survival` | did you mean `skill_growth`?",
        "2: `primary` in [analysis] is 4, allowed: a text that is not blank | write it in quotes: \"4\"",
        "2: `primary` in [analysis] holds \"skill_growth\" twice | leave one of them out",
    ];
    assert_eq!(found, expected);
}

#[test]
fn terms_do_not_overlap_or_end_before_they_start() {
    refuses(
        &format!("{TERM}[[terms]]\nid = \"b\"\nstarts_on = 2025-01-31\nends_on = 2025-05-31\n"),
        "7: term `b` starts on 2025-01-31, allowed: after 2025-01-31, when `a` ends | a day belongs to one term only",
    );
    refuses(
        "[[terms]]\nid = \"a\"\nstarts_on = 2024-09-01\nends_on = 2024-08-31\n",
        "4: term `a` ends on 2024-08-31, allowed: 2024-09-01, its first day, or later | see whether the two dates are swapped",
    );
}

#[test]
fn missing_keys_are_told_with_an_example() {
    let found = problems("[[terms]]\nid = \"a\"\n");
    let expected = [
        "1: key `starts_on` is missing in [[terms]] | add a line such as starts_on = 2024-09-01",
        "1: key `ends_on` is missing in [[terms]] | add a line such as ends_on = 2025-01-31",
    ];
    assert_eq!(found, expected);
}

#[test]
fn ids_are_names_and_stand_once() {
    refuses(
        "[[outcomes]]\nid = \"gpa\"\ndomain = \"academic\"\nunit = \"points\"\n[[outcomes]]\nid = \"gpa\"\ndomain = \"academic\"\nunit = \"points\"\n",
        "6: `id` in [[outcomes]] is \"gpa\", which is taken already | every id stands once",
    );
    refuses(
        "[[segments]]\nid = \"a b\"\nfrom = \"people.site\"\n",
        "2: `id` in [[segments]] is \"a b\", allowed: letters, digits, `-` and `_`",
    );
    refuses(
        "[[segments]]\nid = \"all\"\nfrom = \"people.site\"\n",
        "2: `id` in [[segments]] is \"all\", the name of everyone together | choose another name",
    );
    refuses(
        "[[editions]]\nid = \"a\"\n[[editions]]\nid = \"index\"\n",
        "4: `id` in [[editions]] is \"index\", the first edition's file | choose another name",
    );
    refuses(
        "[[editions]]\nid = \"a\"\n[[editions]]\nid = \"overview\"\n",
        "4: `id` in [[editions]] is \"overview\", the overview's file | choose another name",
    );
}

#[test]
fn a_range_has_its_lower_end_first() {
    refuses(
        "[[outcomes]]\nid = \"gpa\"\ndomain = \"academic\"\nunit = \"points\"\nminimum = 4\nmaximum = 0\n",
        "5: `minimum` in [[outcomes]] is 4, allowed: below `maximum`, which is 0 | swap the two",
    );
    refuses(
        "[[outcomes]]\nid = \"gpa\"\ndomain = \"academic\"\nunit = \"points\"\nminimum = 4\nmaximum = 4\n",
        "5: `minimum` in [[outcomes]] is 4, allowed: below `maximum`, which is 4",
    );
}

#[test]
fn segments_come_from_a_column_that_there_is() {
    refuses(
        "[[segments]]\nid = \"s\"\nfrom = \"people.sit\"\n",
        "3: `from` in [[segments]] is \"sit\", allowed columns of `people`: `person_id`, `role`, `site` | did you mean `site`?",
    );
    refuses(
        "[[segments]]\nid = \"s\"\nfrom = \"persons.site\"\n",
        "3: `from` in [[segments]] is \"persons\", allowed tables: `people`, `matches`, `attributes`",
    );
    refuses(
        "[[segments]]\nid = \"s\"\nfrom = \"site\"\n",
        "3: `from` in [[segments]] is \"site\", allowed: `people.<column>`, `matches.<column>` or `attributes.<name>`",
    );
}

#[test]
fn targets_name_a_measure_and_one_end() {
    refuses(
        "[[targets]]\nmeasure = \"skill_growt\"\nat_least = 1\n",
        "2: `measure` in [[targets]] is \"skill_growt\", allowed measures: `satisfaction_mentee`, `skill_growth`, `match_survival` | did you mean `skill_growth`?",
    );
    refuses(
        "[[targets]]\nmeasure = \"skill_growth\"\n",
        "1: key `at_least` or `at_most` is missing in [[targets]] | add a line such as at_least = 0.75",
    );
    refuses(
        "[[targets]]\nmeasure = \"skill_growth\"\nat_least = 1\nat_most = 2\n",
        "4: `at_most` in [[targets]] stands beside `at_least`, allowed: one of the two | write two targets for a range",
    );
    refuses(
        "[[outcomes]]\nid = \"gpa\"\ndomain = \"academic\"\nunit = \"points\"\n[[targets]]\nmeasure = \"skill_growth\"\nat_least = 1\nsubject = \"gap\"\n",
        "8: `subject` in [[targets]] is \"gap\", allowed scales, items, outcomes or alignment pairs: `gpa` | did you mean `gpa`?",
    );
    refuses(
        "[[targets]]\nmeasure = \"skill_growth\"\nat_least = 1\n[[targets]]\nmeasure = \"skill_growth\"\nat_least = 2\n",
        "5: measure `skill_growth` has this target already | leave one of the two out",
    );
}

#[test]
fn editions_name_families_that_there_are() {
    refuses(
        "[[editions]]\nid = \"a\"\nfamilies = [\"retentoin\"]\n",
        "3: `families` in [[editions]] holds \"retentoin\", allowed families: `retention`, `skill_growth` | did you mean `retention`?",
    );
}

#[test]
fn a_change_of_definition_has_a_day_measures_and_words() {
    refuses(
        "[[changes]]\non = 2025-01-01\nmeasures = \"skill_grow\"\nwhat = \"calls count\"\n",
        "3: `measures` in [[changes]] is \"skill_grow\", allowed measures: `satisfaction_mentee`, `skill_growth`, `match_survival` | did you mean `skill_growth`?",
    );
    assert_eq!(problems("[[changes]]\n").len(), 3);
}

#[test]
fn groups_are_adjusted_for_other_segments_and_declared_beforehand() {
    let segments = |more: &str| {
        format!(
            "[[segments]]\nid = \"site\"\nfrom = \"people.site\"\n{more}\n[[segments]]\nid = \"grade\"\nfrom = \"attributes.grade\"\n"
        )
    };
    assert!(problems(&segments("primary = true\nadjust = \"grade\"")).is_empty());
    refuses(
        &segments("adjust = \"grade\""),
        "4: `adjust` in [[segments]] stands without `primary = true` | declare the segment as primary, or leave `adjust` out",
    );
    let itself = problems(&segments("primary = true\nadjust = \"site\""));
    assert!(itself[0].contains("allowed other segments: `grade`"), "{itself:?}");
}

#[test]
fn a_language_needs_messages_or_is_a_region_of_one_that_has_them() {
    let edition = |tag: &str| format!("[[editions]]\nid = \"a\"\nlanguage = \"{tag}\"\n");
    for tag in ["en", "es", "es-MX", "en-GB", "es-419"] {
        assert!(problems(&edition(tag)).is_empty(), "{tag}");
    }
    refuses(
        &edition("fr"),
        "3: `language` in [[editions]] is \"fr\", allowed: en, es (a region of one may follow, as in \"es-MX\") | another language needs its messages: write theme/messages/xx.ftl, see docs/languages.md",
    );
    for tag in ["es-mexico", "Spanish", "es_MX"] {
        assert_eq!(problems(&edition(tag)).len(), 1, "{tag}");
    }
}
