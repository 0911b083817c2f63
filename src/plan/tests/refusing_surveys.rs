//! Plans that are refused: instruments, alignment and sources.

use super::{problems, refuses};

const FORM: &str = "[[instruments]]\nid = \"m\"\nrole = \"mentee\"\n";
const RANGE: &str = "minimum = 1\nmaximum = 5\n";
const SCALE: &str = "[[instruments.scales]]\nid = \"s\"\nitems = [\"a\", \"b\"]\n";
const SOURCE: &str = "[[sources]]\nid = \"x\"\nfiles = \"x.csv\"\n";

#[test]
fn every_item_needs_a_range() {
    refuses(
        &format!("{FORM}{SCALE}"),
        "4: item `a` of the scale `s` has no range | add minimum and maximum to its [[instruments]], or declare the item",
    );
    refuses(
        &format!("{FORM}minimum = 1\n"),
        "1: key `maximum` is missing in [[instruments]], needed beside `minimum` | a range has two ends",
    );
    refuses(
        &format!("{FORM}[[instruments.items]]\nid = \"q\"\nmaximum = 4\n"),
        "4: item `q` has no `minimum`, and neither has its instrument | say it for the item or for the instrument",
    );
    refuses(
        &format!("{FORM}minimum = 5\nmaximum = 1\n"),
        "4: `minimum` in [[instruments]] is 5, allowed: below `maximum`, which is 1 | swap the two",
    );
    refuses(
        &format!("{FORM}{RANGE}[[instruments.items]]\nid = \"q\"\nminimum = 6\n"),
        "8: `minimum` in [[instruments.items]] is 6, allowed: below `maximum`, which is 5",
    );
}

#[test]
fn labels_are_as_many_as_the_answers() {
    refuses(
        &format!("{FORM}{RANGE}labels = [\"No\", \"Yes\"]\n"),
        "6: `labels` in [[instruments]] holds 2, allowed: 5, one for each answer from 1 to 5 | the last one, \"Yes\", is the label of 5",
    );
    refuses(
        &format!("{FORM}minimum = 0.5\nmaximum = 1.5\nlabels = [\"No\", \"Yes\"]\n"),
        "6: `labels` in [[instruments]] needs whole numbers as ends of the range, found 0.5 and 1.5",
    );
    refuses(
        &format!("{FORM}labels = [\"No\", \"Yes\"]\n"),
        "1: keys `minimum` and `maximum` are missing in [[instruments]], needed beside `labels` | say which numbers the first and the last label stand for",
    );
}

#[test]
fn an_open_answer_has_no_range_and_no_place_in_a_scale() {
    refuses(
        &format!("{FORM}{RANGE}[[instruments.items]]\nid = \"q\"\nkind = \"text\"\nmaximum = 4\n"),
        "9: `maximum` in [[instruments.items]] stands beside the kind `text` | an open answer has no range: leave it out",
    );
    refuses(
        &format!("{FORM}{RANGE}[[instruments.items]]\nid = \"a\"\nkind = \"text\"\n{SCALE}"),
        "11: item `a` in a scale is of the kind `text`, `nps` or `checkbox`, allowed: `rating`, `satisfaction` | leave it out of the scale",
    );
}

#[test]
fn the_items_of_a_scale_share_one_range() {
    refuses(
        &format!("{FORM}{RANGE}[[instruments.items]]\nid = \"a\"\nmaximum = 4\n{SCALE}"),
        "11: item `b` goes from 1 to 5, allowed: 1 to 4 like `a` of the same scale | split the scale, one for each range",
    );
}

#[test]
fn a_scale_names_its_items_once() {
    refuses(
        &format!("{FORM}{RANGE}{SCALE}reverse = [\"c\"]\n"),
        "9: `reverse` in [[instruments.scales]] holds \"c\", allowed items of the scale: `a`, `b`",
    );
    refuses(
        &format!("{FORM}{RANGE}[[instruments.scales]]\nid = \"s\"\nitems = [\"a\", \"a\"]\n"),
        "8: `items` in [[instruments.scales]] holds \"a\" twice | leave one of them out",
    );
    refuses(
        &format!("{FORM}{RANGE}[[instruments.scales]]\nid = \"s\"\nitems = []\n"),
        "8: `items` in [[instruments.scales]] is empty, allowed: one item or more",
    );
    refuses(
        &format!("{FORM}{RANGE}{SCALE}minimum_answered = 80\n"),
        "9: `minimum_answered` in [[instruments.scales]] is 80, allowed: a number above 0, up to 1 | 80 percent is written 0.8",
    );
    refuses(
        &format!("{FORM}{RANGE}{SCALE}{SCALE}"),
        "10: `id` in [[instruments.scales]] is \"s\", which is taken already | every id stands once",
    );
}

#[test]
fn instruments_are_told_apart_and_answered_by_a_role() {
    refuses(
        &format!("{FORM}{FORM}"),
        "5: `id` in [[instruments]] is \"m\", which is taken already | every id stands once",
    );
    refuses(
        "[[instruments]]\nid = \"m\"\nrole = \"coach\"\n",
        "3: `role` in [[instruments]] is \"coach\", allowed: `mentee`, `mentor`, `parent`, `teacher`, `manager`, `staff`",
    );
    refuses(
        &format!("{FORM}[[instruments.scale]]\nid = \"s\"\n"),
        "4: unknown key `scale` in [[instruments]], allowed: `id`, `title`, `version`, `role`, `minimum`, `maximum`, `labels`, `states`, `waves`, `items`, `scales` | did you mean `scales`?",
    );
}

#[test]
fn alignment_names_two_scales_of_the_two_sides() {
    let found = problems(&format!(
        "{FORM}{RANGE}{SCALE}[[alignment]]\nid = \"al\"\nmentor = \"m.s\"\nmentee = \"m.t\"\n"
    ));
    let expected = [
        "11: `mentor` in [[alignment]] is a scale of `m`, which is answered by role `mentee`, allowed: `mentor` | see whether the two sides are swapped",
        "12: `mentee` in [[alignment]] is \"m.t\", allowed scales: `m.s` | did you mean `m.s`?",
    ];
    assert_eq!(found, expected);
    let found = problems("[[alignment]]\nid = \"al\"\nmentor = \"n.s\"\nmentee = \"s\"\n");
    let expected = [
        "3: `mentor` in [[alignment]] is \"n.s\", but the plan declares no scales",
        "4: `mentee` in [[alignment]] is \"s\", allowed: `instrument.scale`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn alignment_compares_only_equal_ranges() {
    refuses(
        &format!(
            "{FORM}{RANGE}{SCALE}[[instruments]]\nid = \"n\"\nrole = \"mentor\"\nminimum = 1\nmaximum = 4\n{SCALE}[[alignment]]\nid = \"al\"\nmentor = \"n.s\"\nmentee = \"m.s\"\n"
        ),
        "20: `mentee` in [[alignment]] has answers from 1 to 5, allowed: 1 to 4 like the mentor's scale | a gap between different ranges says nothing: compare scales with the same one",
    );
}

#[test]
fn a_source_names_a_table_and_a_format_that_there_are() {
    let found = problems("[[sources]]\n");
    let expected = [
        "1: key `id` is missing in [[sources]] | add a line such as id = \"matches\"",
        "1: key `files` is missing in [[sources]] | add a line such as files = [\"inbox/matches-*.csv\"]",
        "1: key `table` is missing in [[sources]] | add a line such as table = \"matches\"",
    ];
    assert_eq!(found, expected);
    refuses(
        &format!("{SOURCE}table = \"matchs\"\n"),
        "4: `table` in [[sources]] is \"matchs\", allowed tables: `people`, `attributes`, `matches`, `responses`, `outcomes` | did you mean `matches`?",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\nformat = \"xslx\"\n"),
        "5: `format` in [[sources]] is \"xslx\", allowed formats: `csv`, `xlsx` | did you mean `xlsx`?",
    );
    refuses(
        "[[sources]]\nid = \"x\"\nfiles = []\ntable = \"matches\"\n",
        "3: `files` in [[sources]] is empty, allowed: one pattern or more",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\n{SOURCE}table = \"matches\"\n"),
        "6: `id` in [[sources]] is \"x\", which is taken already | every id stands once",
    );
}

#[test]
fn a_source_fills_columns_that_there_are_and_each_once() {
    let found = problems(&format!(
        "{SOURCE}table = \"matches\"\ncolumns = {{ mentr_id = \"M\", match_id = 4 }}\nconstants = {{ zip = \"y\" }}\n"
    ));
    let expected = [
        "5: `columns` in [[sources]] holds \"mentr_id\", allowed columns of `matches`: `match_id`, `mentor_id`, `mentee_id`, `closure_cause`, `mode` | did you mean `mentor_id`?",
        "5: `match_id` of `columns` in [[sources]] is 4, allowed: a text that is not blank | write it in quotes: \"4\"",
        "6: `constants` in [[sources]] holds \"zip\", allowed columns of `matches`: `match_id`, `mentor_id`, `mentee_id`, `closure_cause`, `mode`",
    ];
    assert_eq!(found, expected);
    refuses(
        &format!(
            "{SOURCE}table = \"matches\"\nconstants = {{ mode = \"x\" }}\ncolumns = {{ mode = \"x\" }}\n"
        ),
        "5: `constants` in [[sources]] holds `mode`, which `columns` holds as well | leave it in one of the two",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\n[sources.values.closure_caus]\na = \"b\"\n"),
        "5: `values` in [[sources]] holds \"closure_caus\", allowed columns of `matches`: `match_id`, `mentor_id`, `mentee_id`, `closure_cause`, `mode` | did you mean `closure_cause`?",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\n[sources.values]\nclosure_cause = \"b\"\n"),
        "6: `closure_cause` of `values` in [[sources]] is \"b\", allowed: a table of texts, such as `{ name = \"text\" }`",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\nkeep = {{ a = 4 }}\n"),
        "5: `a` of `keep` in [[sources]] is 4, allowed: a text that is not blank, or a list of such texts | write it in quotes: \"4\"",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\nmissing = [-99]\n"),
        "5: `missing` in [[sources]] is -99, allowed: a text that is not blank | write it in quotes: \"-99\"",
    );
}

#[test]
fn only_surveys_have_an_instrument() {
    refuses(
        &format!("{SOURCE}table = \"responses\"\n"),
        "1: key `instrument` is missing in [[sources]], needed for the table `responses` | name the one of [[instruments]] that was filled in",
    );
    refuses(
        &format!("{SOURCE}table = \"responses\"\ninstrument = \"m\"\n"),
        "5: `instrument` in [[sources]] is \"m\", but the plan declares no instruments",
    );
    refuses(
        &format!("{FORM}{RANGE}{SCALE}{SOURCE}table = \"responses\"\ninstrument = \"n\"\n"),
        "13: `instrument` in [[sources]] is \"n\", allowed instruments: `m`",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\ninstrument = \"m\"\n"),
        "5: `instrument` in [[sources]] stands beside the table `matches`, allowed: only beside `responses` | leave it out",
    );
}

#[test]
fn only_tables_of_values_are_wide() {
    let found = problems(&format!(
        "{SOURCE}table = \"matches\"\nshape = \"wide\"\nitems = {{ a = \"A\" }}\n"
    ));
    let expected = [
        "5: `shape` in [[sources]] stands beside the table `matches`, allowed: only beside `responses`, `outcomes`, `attributes` and `crosswalk` | leave it out",
        "6: `items` in [[sources]] is only for a wide source of `responses` | leave it out",
    ];
    assert_eq!(found, expected);
    refuses(
        &format!(
            "{FORM}{RANGE}{SCALE}{SOURCE}table = \"responses\"\ninstrument = \"m\"\nitems = {{ a = \"A\" }}\n"
        ),
        "14: `items` in [[sources]] is only for a wide source of `responses` | add shape = \"wide\"",
    );
    refuses(
        &format!("{SOURCE}table = \"outcomes\"\nshape = \"wide\"\n"),
        "1: key `outcomes` is missing in [[sources]], needed for a wide source of `outcomes` | say which columns of the file hold the values",
    );
}

#[test]
fn a_wide_source_names_values_that_there_are() {
    refuses(
        &format!(
            "{FORM}{RANGE}{SCALE}{SOURCE}table = \"responses\"\ninstrument = \"m\"\nshape = \"wide\"\nitems = {{ c = \"A\" }}\n"
        ),
        "15: `items` in [[sources]] holds \"c\", allowed items of `m`: `a`, `b`",
    );
    refuses(
        &format!(
            "{FORM}{RANGE}{SCALE}{SOURCE}table = \"responses\"\ninstrument = \"m\"\nshape = \"wide\"\ncolumns = {{ value = \"V\" }}\n"
        ),
        "15: `columns` in [[sources]] holds `value`, which a wide source fills from `items` | leave it out",
    );
    refuses(
        &format!("{SOURCE}table = \"outcomes\"\nshape = \"wide\"\noutcomes = {{ gpa = \"G\" }}\n"),
        "6: `outcomes` in [[sources]] holds \"gpa\", but the plan declares no outcomes",
    );
}

#[test]
fn the_form_of_a_file_is_said_in_its_own_words() {
    refuses(
        &format!("{SOURCE}table = \"matches\"\ndate_format = \"dd.mm.yyyy\"\n"),
        "5: `date_format` in [[sources]] is \"dd.mm.yyyy\", which has no `%` | a day such as 31.12.2024 is \"%d.%m.%Y\"",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\ndate_format = \"%d.%K\"\n"),
        "5: `date_format` in [[sources]] is \"%d.%K\", which is not a pattern: strftime formatting failed: found unrecognized specifier directive `K` | a day such as 31.12.2024 is \"%d.%m.%Y\"",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\ndelimiter = \"::\"\n"),
        "5: `delimiter` in [[sources]] is \"::\", allowed: one character; `\\t` or `tab` for a tab",
    );
    refuses(
        &format!("{SOURCE}table = \"matches\"\ndecimal = \";\"\n"),
        "5: `decimal` in [[sources]] is \";\", allowed: `.`, `,`",
    );
}
