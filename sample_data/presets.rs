//! Makes a small program for each preset: `sample_data/presets/NAME`, its plan and its exports.
//!
//! Fifty people and a year, drawn from one seed, so that the files are the same byte for byte on every run. The plan says
//! little more than `preset = "…"`: what the preset stands for shows in the report.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};
use mentorlens::plan::{PRESETS, Preset};

const MENTEES: u64 = 36;
const MENTORS: u64 = 24;
const START: Date = date(2024, 9, 2);
const CUT_OFF: Date = date(2025, 6, 30);

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join("presets");
    for (name, text) in files()? {
        let path = folder.join(name);
        let parent = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(parent)
            .with_context(|| format!("{}: cannot be made", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    Ok(())
}

/// Every file of every preset by its name in the folder.
pub(crate) fn files() -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for (seed, preset) in (1..).zip(PRESETS) {
        let mut made = Made { lot: seed * 7919, preset, files: Vec::new() };
        made.make()?;
        let own = made.files.into_iter();
        files.extend(own.map(|(name, text)| (format!("{}/{name}", preset.name), text)));
    }
    Ok(files)
}

/// One program in the making.
struct Made {
    lot: u64,
    preset: &'static Preset,
    files: Vec<(String, String)>,
}

impl Made {
    /// A number below `n` by lot: Knuth's linear congruential generator, its upper bits.
    fn below(&mut self, n: u64) -> u64 {
        self.lot = self
            .lot
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.lot >> 33) % n
    }

    fn table(&mut self, name: &str, header: &str, rows: &[String]) {
        self.files.push((format!("inbox/{name}.csv"), format!("{header}\n{}\n", rows.join("\n"))));
    }

    fn make(&mut self) -> Result<()> {
        let (mentees, mentors) = (people("m", MENTEES), people("v", MENTORS));
        self.people(&mentees, &mentors)?;
        self.matches(&mentees, &mentors)?;
        self.survey(&mentees)?;
        self.outcomes(&mentees)?;
        self.goals(&mentees);
        let mut plan = format!(
            "# A small made-up program: {}.\n# Length, meetings, contacts and training are those of the preset.\n\n[program]\nid = \"{}\"\nname = \"Sample program, {}\"\npreset = \"{}\"\nsource_note = \"Made-up data. Any likeness to real people is a coincidence.\"\n",
            self.preset.about,
            self.preset.name.replace('_', "-"),
            self.preset.name.replace('_', " "),
            self.preset.name,
        );
        plan.push_str(PLAN);
        for measure in self.measures() {
            let domain = match *measure {
                "graduated" | "promoted" | "credits_earned" | "credits_expected" | "attendance" => {
                    "academic"
                }
                _ => "career",
            };
            let unit = match *measure {
                "wage" => "dollars an hour",
                "attendance" => "share of school days attended",
                "networking_contacts" => "contacts",
                "referrals" => "referrals",
                "credits_earned" | "credits_expected" => "credits",
                _ => "1 for yes, else 0",
            };
            write!(
                plan,
                "\n[[outcomes]]\nid = \"{measure}\"\ndomain = \"{domain}\"\nunit = \"{unit}\"\n"
            )?;
        }
        for (name, text) in &self.files {
            let table = name.trim_start_matches("inbox/").trim_end_matches(".csv");
            let header = text.lines().next().unwrap_or_default();
            let items = ["h1", "h2", "h3", "r1", "r2", "r3", "sat", "nps"];
            let columns: Vec<String> = header
                .split(',')
                .filter(|column| !items.contains(column))
                .map(|column| format!("{column} = \"{column}\""))
                .collect();
            let survey = if table == "responses" {
                "instrument = \"survey\"\nshape = \"wide\"\n"
            } else {
                ""
            };
            write!(
                plan,
                "\n[[sources]]\nid = \"{table}\"\nfiles = [\"{name}\"]\ntable = \"{table}\"\n{survey}columns = {{ {} }}\n",
                columns.join(", ")
            )?;
        }
        self.files.push(("mentorlens.toml".to_owned(), plan));
        Ok(())
    }

    fn people(&mut self, mentees: &[String], mentors: &[String]) -> Result<()> {
        let mut rows = Vec::new();
        for (role, ids) in [("mentee", mentees), ("mentor", mentors)] {
            for id in ids {
                let (site, late) = (self.below(2), self.below(20));
                let enrolled = day(late)?;
                rows.push(format!(
                    "{id},{role},{},{enrolled}",
                    ["North", "South"][usize::from(site == 1)]
                ));
            }
        }
        self.table("people", "person_id,role,site,enrolled_on", &rows);
        let mut trained = Vec::new();
        for id in mentors {
            if self.below(6) > 0 {
                let hours = 1 + self.below(3);
                trained.push(format!("{id},First steps,{},{hours}", START - 10.days()));
            }
        }
        self.table("trainings", "person_id,training,completed_on,hours", &trained);
        Ok(())
    }

    fn matches(&mut self, mentees: &[String], mentors: &[String]) -> Result<()> {
        let (mut matches, mut meetings, mut contacts) = (Vec::new(), Vec::new(), Vec::new());
        let mode = match self.preset.name {
            "group" => "group",
            "peer" => "peer",
            "virtual" => "virtual",
            _ => "one_to_one",
        };
        let [between, minutes] = [
            30.4 / self.preset.meetings_per_month,
            self.preset.minutes_per_month / self.preset.meetings_per_month,
        ];
        for (at, mentee) in (0_u64..).zip(mentees) {
            let mentor =
                &mentors[usize::try_from(if mode == "group" { at / 3 } else { at % MENTORS })?];
            let begun = day(20 + self.below(25))?;
            let promised = whole(self.preset.months * 30.4375);
            // Most keep their promise, some end early, the others run on.
            let (days, cause) = match self.below(8) {
                0 => (promised / 2 + 3, "mentor_time"),
                1 => (promised / 3 + 5, "mentee_interest"),
                2..=4 => (promised + 10, "completed"),
                _ => (999, ""),
            };
            let end = begun.checked_add(Span::new().try_days(days)?)?;
            let is_open = end > CUT_OFF || cause.is_empty();
            let last = if is_open { CUT_OFF } else { end };
            let closed = if is_open { ",".to_owned() } else { format!("{end},{cause}") };
            matches.push(format!("k{at},{mentor},{mentee},{mode},{begun},{closed}"));
            let mut next = begun;
            while next <= last {
                if self.below(10) < 8 {
                    let channel =
                        if mode == "virtual" || self.below(4) == 0 { "video" } else { "in_person" };
                    let length = whole(minutes) - 10 + i64::try_from(self.below(5) * 5)?;
                    meetings.push(format!("k{at},{next},{length},{channel}"));
                }
                next = next.checked_add(Span::new().try_days(whole(between).max(1))?)?;
            }
            let mut call = begun.checked_add(14.days())?;
            while call <= last {
                if self.below(5) > 0 {
                    contacts.push(format!("k{at},{mentor},{call},phone"));
                }
                call = call.checked_add(30.days())?;
            }
        }
        self.table(
            "matches",
            "match_id,mentor_id,mentee_id,mode,matched_on,ended_on,closure_cause",
            &matches,
        );
        self.table("meetings", "match_id,held_on,minutes,channel", &meetings);
        self.table("contacts", "match_id,person_id,contacted_on,kind", &contacts);
        Ok(())
    }

    fn survey(&mut self, mentees: &[String]) -> Result<()> {
        let mut rows = Vec::new();
        for id in mentees {
            let level = 2 + self.below(2);
            for (wave, at, growth) in [("baseline", 10, 0), ("followup", 290, self.below(2))] {
                if wave == "followup" && self.below(8) == 0 {
                    continue;
                }
                let mut answer = |most: u64| (level + growth + self.below(2)).min(most).to_string();
                let hope: Vec<String> = (0..3).map(|_| answer(5)).collect();
                let after = wave == "followup";
                let bond: Vec<String> =
                    (0..3).map(|_| if after { answer(5) } else { String::new() }).collect();
                let (sat, nps) = if after {
                    ((3 + self.below(3)).to_string(), (5 + self.below(6)).to_string())
                } else {
                    Default::default()
                };
                rows.push(format!(
                    "{id},{wave},{},{},{},{sat},{nps}",
                    day(at)?,
                    hope.join(","),
                    bond.join(",")
                ));
            }
        }
        self.table("responses", "person_id,wave,answered_on,h1,h2,h3,r1,r2,r3,sat,nps", &rows);
        Ok(())
    }

    /// Outcomes that the kind of program is about.
    fn measures(&self) -> &'static [&'static str] {
        match self.preset.name {
            "school" | "peer" => &["attendance"],
            "faculty_student" => &["promoted"],
            "college_access" => &["graduated", "credits_earned", "credits_expected"],
            "alumni_student" | "community_professional" => &["placement", "referrals"],
            "job_shadowing" => &["internship", "networking_contacts", "referrals"],
            "corporate_leadership" => &["retained", "promotion", "wage"],
            _ => &[],
        }
    }

    fn outcomes(&mut self, mentees: &[String]) -> Result<()> {
        let mut rows = Vec::new();
        for id in mentees {
            for measure in self.measures() {
                for (wave, at) in [("baseline", 30), ("followup", 285)] {
                    let value = match *measure {
                        "attendance" => format!("0.{}", 82 + self.below(17)),
                        "wage" => (20 + self.below(8) + u64::from(wave == "followup")).to_string(),
                        "credits_expected" => "12".to_owned(),
                        "credits_earned" => (9 + self.below(6)).to_string(),
                        "networking_contacts" | "referrals" => self.below(6).to_string(),
                        _ => u64::from(self.below(4) > 0).to_string(),
                    };
                    let value = if self.below(12) == 0 { String::new() } else { value };
                    let twice = ["attendance", "wage"].contains(measure);
                    if twice || wave == "followup" {
                        rows.push(format!("{id},{measure},{wave},{value},{}", day(at)?));
                    }
                }
            }
        }
        if !rows.is_empty() {
            self.table("outcomes", "person_id,measure,wave,value,observed_on", &rows);
        }
        Ok(())
    }

    fn goals(&mut self, mentees: &[String]) {
        let mut rows = Vec::new();
        for (at, id) in mentees.iter().enumerate() {
            if self.below(5) > 0 {
                let level = self.below(4).cast_signed() - 1;
                rows.push(format!("g{at},{id},{START},1,-1,{level}"));
            }
        }
        self.table("goals", "goal_id,person_id,set_on,weight,baseline_level,attained_level", &rows);
    }
}

const PLAN: &str = r#"
[[terms]]
id = "2024-fall"
title = "Fall 2024"
starts_on = 2024-09-01
ends_on = 2024-12-31

[[terms]]
id = "2025-spring"
title = "Spring 2025"
starts_on = 2025-01-01
ends_on = 2025-06-30

[analysis]
as_of = 2025-06-30

[privacy]
min_cell = 5

[[segments]]
id = "site"
title = "Site"
from = "people.site"
primary = true

[[instruments]]
id = "survey"
title = "Survey of mentees"
role = "mentee"
minimum = 1
maximum = 5
waves = ["baseline", "followup"]

[[instruments.items]]
id = "sat"
title = "How satisfied are you?"
kind = "satisfaction"

[[instruments.items]]
id = "nps"
title = "How likely would you tell a friend to join?"
kind = "nps"

[[instruments.scales]]
id = "confidence"
title = "confidence"
items = ["h1", "h2", "h3"]

[[instruments.scales]]
id = "relationship"
title = "relationship with the mentor"
kind = "relationship"
items = ["r1", "r2", "r3"]
"#;

fn people(letter: &str, n: u64) -> Vec<String> {
    (1..=n).map(|at| format!("{letter}{at:02}")).collect()
}

fn day(after_start: u64) -> Result<Date> {
    Ok(START.checked_add(Span::new().try_days(i64::try_from(after_start)?)?)?)
}

#[expect(clippy::cast_possible_truncation, reason = "days and minutes are small")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}
