//! A program with random exports for every table: missing cells, ties, doubled rows, dates on the edge of terms.

use std::fmt::Write as _;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::program::Program;

const ROLES: [&str; 5] = ["mentor", "mentee", "parent", "teacher", "manager"];
const PEOPLE: usize = 120;
const MATCHES: usize = 90;

/// Numbers and words by lot.
struct Lot(ChaCha8Rng);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).unwrap()
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// One in `n` is missing.
    fn or_missing(&mut self, n: usize, text: String) -> String {
        if self.below(n) == 0 { String::new() } else { text }
    }

    fn day(&mut self) -> String {
        // From 1 September 2024 on: edges of terms and ties are frequent.
        let day = [0, 29, 30, 121, 122, 302][self.below(6)] * usize::from(self.below(3) == 0)
            + self.below(60) * 5 * usize::from(self.below(3) > 0);
        let date = jiff::civil::date(2024, 9, 1)
            + jiff::Span::new().days(i64::try_from(day.min(302)).unwrap());
        date.to_string()
    }

    fn person(&mut self) -> String {
        format!("p{}", self.below(PEOPLE))
    }
}

const PLAN: &str = r#"
[program]
id = "random"
name = "Random"

[commitment]
months = 4
meetings_per_month = 2
minutes_per_month = 90
contacts_per_month = 1
training_hours = 2

[[terms]]
id = "fall"
starts_on = 2024-09-01
ends_on = 2024-12-31

[[terms]]
id = "winter"
starts_on = 2025-01-01
ends_on = 2025-03-31

[[terms]]
id = "spring"
starts_on = 2025-04-01
ends_on = 2025-06-30

[analysis]
as_of = 2025-06-30
retrospective_wave = "then"

[[segments]]
id = "site"
title = "Site"
from = "people.site"
primary = true

[[segments]]
id = "mode"
title = "Mode"
from = "matches.mode"

[[segments]]
id = "language"
title = "Language"
from = "attributes.language"
"#;

const OUTCOMES: &[&str] = &[
    "gpa",
    "attendance",
    "placement",
    "wage",
    "promoted",
    "graduated",
    "internship",
    "promotion",
    "retained",
    "networking_contacts",
    "referrals",
    "credits_earned",
    "credits_expected",
    "discipline_referrals",
    "suspensions",
    "days_enrolled",
    "core_failures",
    "stress",
];

/// A program whose exports depend on the seed alone.
pub(crate) fn program(seed: u64) -> Program {
    let mut lot = Lot(ChaCha8Rng::seed_from_u64(seed));
    let mut plan = PLAN.to_owned();
    for measure in OUTCOMES {
        let domain = if *measure == "stress" { "wellbeing" } else { "academic" };
        write!(
            plan,
            "\n[[outcomes]]\nid = \"{measure}\"\ndomain = \"{domain}\"\nunit = \"points\"\n"
        )
        .unwrap();
    }
    for role in ROLES {
        write!(plan, "{}", form(role)).unwrap();
    }
    for pair in ["a", "b", "c", "d"] {
        write!(plan, "\n[[alignment]]\nid = \"{pair}\"\nmentor = \"mentor.{pair}\"\nmentee = \"mentee.{pair}\"\n").unwrap();
    }
    let mut exports = Exports { plan, files: Vec::new() };
    of_matches(&mut lot, &mut exports);
    of_forms(&mut lot, &mut exports);
    of_awards(&mut lot, &mut exports);
    let program = Program::new(&exports.plan);
    for (name, text) in exports.files {
        program.put(&format!("inbox/{name}.csv"), text.as_bytes());
    }
    program
}

/// The plan and the files that it reads.
struct Exports {
    plan: String,
    files: Vec<(String, String)>,
}

impl Exports {
    /// Adds a table whose columns are named as in the data dictionary.
    fn table(&mut self, name: &str, header: &str, rows: &[String]) {
        let columns: Vec<String> =
            header.split(',').map(|name| format!("{name} = \"{name}\"")).collect();
        let columns = columns.join(", ");
        let source = |id: &str, more: &str| {
            format!(
                "\n[[sources]]\nid = \"{id}\"\nfiles = [\"inbox/{name}.csv\"]\ntable = \"{name}\"\ncolumns = {{ {columns} }}\n{more}"
            )
        };
        if name == "responses" {
            for role in ROLES {
                let more =
                    format!("instrument = \"{role}\"\nkeep = {{ instrument = [\"{role}\"] }}\n");
                self.plan.push_str(&source(role, &more));
            }
        } else {
            self.plan.push_str(&source(name, ""));
        }
        self.files.push((name.to_owned(), format!("{header}\n{}\n", rows.join("\n"))));
    }
}

fn of_matches(lot: &mut Lot, exports: &mut Exports) {
    exports.table("people", "person_id,role,arm,site,enrolled_on,exited_on", &people(lot));
    exports.table(
        "attributes",
        "person_id,attribute,value",
        &many(lot, 150, |lot| {
            let value = lot.of(&["en", "es", ""]);
            format!("{},{},{value}", lot.person(), lot.of(&["language", "grade"]))
        }),
    );
    exports.table(
        "matches",
        "match_id,mentor_id,mentee_id,mode,method,matched_on,first_met_on,ended_on,observed_on,closure_cause,committed_months,committed_meetings",
        &matches(lot),
    );
    exports.table(
        "meetings",
        "match_id,held_on,logged_on,minutes,channel,status",
        &many(lot, 900, |lot| {
            let (day, minutes) = (lot.day(), (1 + lot.below(8)) * 15);
            let logged = if lot.below(3) == 0 { day.clone() } else { String::new() };
            let minutes = lot.or_missing(6, minutes.to_string());
            format!(
                "m{},{day},{logged},{minutes},{},{}",
                lot.below(MATCHES),
                lot.of(&["in_person", "video", "phone", ""]),
                lot.of(&["held", "held", "cancelled", "no_show", ""])
            )
        }),
    );
    exports.table(
        "contacts",
        "match_id,person_id,contacted_on,kind",
        &many(lot, 150, |lot| {
            let person = lot.person();
            format!(
                "m{},{},{},{}",
                lot.below(MATCHES),
                lot.or_missing(5, person),
                lot.day(),
                lot.of(&["phone", "email", ""])
            )
        }),
    );
    exports.table(
        "trainings",
        "person_id,training,completed_on,hours",
        &many(lot, 80, |lot| {
            let (day, hours) = (lot.day(), lot.below(4).to_string());
            format!(
                "{},{},{},{}",
                lot.person(),
                lot.of(&["start", "safety"]),
                lot.or_missing(6, day),
                lot.or_missing(6, hours)
            )
        }),
    );
}

fn of_forms(lot: &mut Lot, exports: &mut Exports) {
    exports.table(
        "responses",
        "person_id,match_id,instrument,wave,item,value,answered_on",
        &responses(lot),
    );
    exports.table(
        "goals",
        "goal_id,person_id,set_on,weight,baseline_level,attained_level,status",
        &(0..80)
            .map(|at| {
                let (day, weight, before, after) = (
                    lot.day(),
                    lot.below(3).to_string(),
                    lot.below(5).cast_signed() - 2,
                    lot.below(5).cast_signed() - 2,
                );
                format!(
                    "g{at},{},{},{},{},{},{}",
                    lot.person(),
                    lot.or_missing(5, day),
                    lot.or_missing(5, weight),
                    lot.or_missing(5, before.to_string()),
                    lot.or_missing(3, after.to_string()),
                    lot.of(&["open", "achieved", "abandoned", "overdue", ""])
                )
            })
            .collect::<Vec<_>>(),
    );
    exports.table(
        "outcomes",
        "person_id,measure,wave,value,observed_on",
        &many(lot, 2500, |lot| {
            let (measure, day) = (lot.of(OUTCOMES), lot.day());
            let value = match measure {
                "attendance" => (lot.below(5) as f64 / 20.0 + 0.8).to_string(),
                "days_enrolled" => (lot.below(3) * 60).to_string(),
                "gpa" | "wage" | "stress" => (lot.below(9) as f64 / 2.0).to_string(),
                _ => lot.below(2).to_string(),
            };
            format!(
                "{},{measure},{},{},{}",
                lot.person(),
                lot.of(&["baseline", "followup", "followup"]),
                lot.or_missing(5, value),
                lot.or_missing(5, day)
            )
        }),
    );
}

fn of_awards(lot: &mut Lot, exports: &mut Exports) {
    exports.table(
        "credentials",
        "person_id,kind,name,state,eligible_on,awarded_on,expires_on",
        &many(lot, 120, |lot| {
            let (one, two) = (lot.day(), lot.day());
            let (eligible, awarded) = if one < two { (one, two) } else { (two, one) };
            let expires = lot.of(&["2025-07-15", "2026-01-01", "2025-06-29", ""]);
            let expires = if *expires < *awarded { "" } else { expires };
            format!(
                "{},{},{},{},{},{},{expires}",
                lot.person(),
                lot.of(&["skills", "industry", "participation"]),
                lot.of(&["x", "y"]),
                lot.of(&["awarded", "eligible", "withdrawn", "", ""]),
                lot.or_missing(3, eligible),
                lot.or_missing(4, awarded)
            )
        }),
    );
    exports.table(
        "costs",
        "period,category,amount,currency,in_kind",
        &many(lot, 30, |lot| {
            let amount = (lot.below(50) * 10).to_string();
            format!(
                "{},{},{},USD,{}",
                lot.of(&["fall", "winter"]),
                lot.of(&["salaries", "rooms", "overhead"]),
                lot.or_missing(6, amount),
                lot.of(&["yes", "no", ""])
            )
        }),
    );
}

/// Rows by lot, some of them twice.
fn many(lot: &mut Lot, n: usize, mut row: impl FnMut(&mut Lot) -> String) -> Vec<String> {
    let mut rows: Vec<String> = (0..n).map(|_| row(lot)).collect();
    for _ in 0..n / 20 {
        let again = rows[lot.below(rows.len())].clone();
        rows.push(again);
    }
    rows
}

fn people(lot: &mut Lot) -> Vec<String> {
    let person = |at: usize, lot: &mut Lot| {
        let (one, two) = (lot.day(), lot.day());
        let (enrolled, exited) = if one < two { (one, two) } else { (two, one) };
        let role =
            ["mentor", "mentee", "mentee", "comparison", "parent", "teacher", "manager"][at % 7];
        format!(
            "p{at},{role},{},{},{},{}",
            lot.of(&["mentored", "control", ""]),
            lot.of(&["North", "South", ""]),
            lot.or_missing(6, enrolled),
            lot.or_missing(2, exited)
        )
    };
    (0..PEOPLE).map(|at| person(at, lot)).collect()
}

fn matches(lot: &mut Lot) -> Vec<String> {
    let pair = |at: usize, lot: &mut Lot| {
        let mut days = [lot.day(), lot.day(), lot.day()];
        days.sort();
        let [matched, met, ended] = days;
        let (mentor, is_open) = (lot.person(), lot.below(3) == 0);
        let cause = lot.of(&["completed", "conflict", "mentor_time", "unknown", ""]);
        let (ended, observed, cause) = match (is_open, lot.below(8)) {
            (true, 0) => (String::new(), ended, ""),
            (true, _) => (String::new(), String::new(), ""),
            // Closed on an unknown day.
            (false, 0) => (String::new(), String::new(), cause),
            (false, _) => (ended, String::new(), cause),
        };
        let (months, meetings) = (lot.below(3) + 1, lot.below(3) + 1);
        format!(
            "m{at},{},{},{},{},{},{},{ended},{observed},{cause},{},{}",
            lot.or_missing(10, mentor),
            lot.person(),
            lot.of(&["one_to_one", "group", ""]),
            lot.of(&["staff", "self", ""]),
            lot.or_missing(8, matched),
            lot.or_missing(3, met),
            lot.or_missing(2, months.to_string()),
            lot.or_missing(2, meetings.to_string())
        )
    };
    (0..MATCHES).map(|at| pair(at, lot)).collect()
}

/// A form with a scale of each kind and the questions that stand for themselves.
fn form(role: &str) -> String {
    let mut text = format!(
        "\n[[instruments]]\nid = \"{role}\"\nrole = \"{role}\"\nminimum = 1\nmaximum = 5\nwaves = [\"baseline\", \"followup\"]\n\n[[instruments.items]]\nid = \"sat\"\nkind = \"satisfaction\"\n\n[[instruments.items]]\nid = \"nps\"\nkind = \"nps\"\n\n[[instruments.scales]]\nid = \"hope\"\nitems = [\"h1\", \"h2\", \"h3\"]\nreverse = [\"h3\"]\nminimum_answered = 0.6\n\n[[instruments.scales]]\nid = \"bond\"\nkind = \"relationship\"\nitems = [\"r1\", \"r2\"]\nat_risk_below = 3\n"
    );
    for scale in ["a", "b", "c", "d"] {
        write!(text, "\n[[instruments.scales]]\nid = \"{scale}\"\nkind = \"expectation\"\nitems = [\"{scale}\"]\n").unwrap();
    }
    text
}

fn responses(lot: &mut Lot) -> Vec<String> {
    let items = ["sat", "nps", "h1", "h2", "h3", "r1", "r2", "a", "b", "c", "d"];
    let roles = ["mentor", "mentee", "mentee", "", "parent", "teacher", "manager"];
    let mut rows = Vec::new();
    for at in 0..PEOPLE {
        let role = roles[at % 7];
        for wave in ["baseline", "followup", "then"] {
            if role.is_empty() || lot.below(5) == 0 {
                continue;
            }
            let day = lot.day();
            let day = lot.or_missing(8, day);
            let about = format!("m{}", lot.below(MATCHES));
            let about = if lot.below(4) == 0 { about } else { String::new() };
            for item in items {
                if lot.below(12) == 0 {
                    continue;
                }
                let value = (lot.below(5) + 1).to_string();
                rows.push(format!(
                    "p{at},{about},{role},{wave},{item},{},{day}",
                    lot.or_missing(8, value)
                ));
            }
        }
    }
    rows
}
