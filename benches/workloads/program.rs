//! The program's exports, part by part: memory does not grow with its size.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::draw::Draw;

/// Mentees of one part; each table has a file for every part.
const PART: usize = 100_000;
/// Meetings of each match.
const MEETINGS: usize = 12;
/// Questions of either survey; the last two are about satisfaction.
const QUESTIONS: usize = 20;
/// Days from the first term's beginning to the cut-off.
const LAST: usize = 883;
/// First days of the terms in which mentees come.
const STARTS: [usize; 4] = [0, 153, 365, 518];
/// Names of the cohorts that come in them.
const COHORTS: [&str; 4] = ["2022-fall", "2023-spring", "2023-fall", "2024-spring"];
/// Days between the two waves of the surveys.
const BETWEEN: usize = 270;

/// Writes plan and exports of a program with so many mentees; gives the exports' bytes.
pub(crate) fn write(folder: &Path, mentees: usize) -> io::Result<u64> {
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox)?;
    fs::write(folder.join("mentorlens.toml"), include_str!("plan.toml"))?;
    let days = days();
    // As many sites as the sample program has for its size, up to 40.
    let sites = (mentees / 150).clamp(2, 40);
    for part in 0..mentees.div_ceil(PART) {
        let range = part * PART..mentees.min((part + 1) * PART);
        let mut files = Files::open(&inbox, part, &days)?;
        let mut draw = Draw::of(part);
        for at in range {
            files.mentee(at, sites, &mut draw)?;
        }
        files.close()?;
    }
    fs::read_dir(&inbox)?.try_fold(0, |bytes, entry| Ok(bytes + entry?.metadata()?.len()))
}

/// Days from the first term's beginning on, as exports write them.
fn days() -> Vec<String> {
    let first = jiff::civil::date(2022, 9, 1);
    let last = i64::try_from(LAST).expect("a few years have few days");
    (0..=last).map(|at| (first + jiff::Span::new().days(at)).to_string()).collect()
}

/// The files of one part.
struct Files<'d> {
    days: &'d [String],
    people: BufWriter<File>,
    matches: BufWriter<File>,
    meetings: BufWriter<File>,
    mentees: BufWriter<File>,
    mentors: BufWriter<File>,
    school: BufWriter<File>,
}

impl<'d> Files<'d> {
    fn open(inbox: &Path, part: usize, days: &'d [String]) -> io::Result<Self> {
        let file = |name: &str, header: &str| -> io::Result<BufWriter<File>> {
            let path = inbox.join(format!("{name}-{:03}.csv", part + 1));
            let mut file = BufWriter::with_capacity(1 << 18, File::create(path)?);
            writeln!(file, "{header}")?;
            Ok(file)
        };
        let survey = |letter: char| {
            let questions: Vec<String> = (1..=QUESTIONS).map(|n| format!("{letter}{n}")).collect();
            format!("id,wave,day,{}", questions.join(","))
        };
        Ok(Self {
            days,
            people: file("people", "id,role,site,cohort,enrolled,grade,gender")?,
            matches: file("matches", "id,mentor,mentee,setting,mode,from,to,why")?,
            meetings: file("meetings", "match,day,minutes,channel")?,
            mentees: file("mentee_survey", &survey('q'))?,
            mentors: file("mentor_survey", &survey('m'))?,
            school: file("school", "id,wave,day,gpa")?,
        })
    }

    fn close(mut self) -> io::Result<()> {
        let all = [&mut self.people, &mut self.matches, &mut self.meetings];
        all.into_iter().try_for_each(Write::flush)?;
        [&mut self.mentees, &mut self.mentors, &mut self.school]
            .into_iter()
            .try_for_each(Write::flush)
    }

    /// A mentee with everything about them; three in four bring a mentor of their own, the fourth shares the one before.
    fn mentee(&mut self, at: usize, sites: usize, draw: &mut Draw) -> io::Result<()> {
        let days = self.days;
        let shares = at % 4 == 3;
        let mentor = if shares { at - 1 } else { at };
        let cohort = draw.below(STARTS.len());
        let start = STARTS[cohort] + draw.below(60);
        let site = 1 + draw.below(sites);
        let (grade, gender) = (6 + draw.below(7), draw.of_words(&["girl", "boy", "nonbinary"]));
        let (day, cohort) = (&days[start], COHORTS[cohort]);
        writeln!(self.people, "s{at},mentee,site {site:02},{cohort},{day},{grade},{gender}")?;
        if !shares {
            writeln!(self.people, "v{at},mentor,site {site:02},{cohort},{day},,")?;
        }
        let last = self.matched(at, mentor, start, draw)?;
        self.met(at, start, last, draw)?;
        for (wave, asked) in ["baseline", "followup"].into_iter().zip([start + 7, start + BETWEEN])
        {
            // One in five has left at follow-up, and of their mentors one in three.
            let is_later = wave == "followup";
            if !(is_later && draw.once_in(5)) {
                answers(&mut self.mentees, ('s', at), (wave, &days[asked]), is_later, draw)?;
            }
            if !(shares || is_later && draw.once_in(3)) {
                answers(&mut self.mentors, ('v', at), (wave, &days[asked]), is_later, draw)?;
            }
            let gpa = 15 + draw.below(26 - usize::from(!is_later));
            writeln!(self.school, "s{at},{wave},{},{}.{}", days[asked], gpa / 10, gpa % 10)?;
        }
        Ok(())
    }

    /// The match; gives its last day.
    fn matched(
        &mut self,
        at: usize,
        mentor: usize,
        start: usize,
        draw: &mut Draw,
    ) -> io::Result<usize> {
        let setting = draw.of_words(&["school", "community", "online"]);
        let mode = draw.of_words(&["one_to_one", "one_to_one", "group", "virtual"]);
        let end = start + 60 + draw.below(440);
        let why = draw.of_words(&["completed", "completed", "mentor_time", "mentee_interest"]);
        let from = &self.days[start];
        let (to, why) = if end <= LAST { (self.days[end].as_str(), why) } else { ("", "") };
        writeln!(self.matches, "m{at},v{mentor},s{at},{setting},{mode},{from},{to},{why}")?;
        Ok(end.min(LAST))
    }

    /// The meetings, each on a day of its own.
    fn met(&mut self, at: usize, start: usize, last: usize, draw: &mut Draw) -> io::Result<()> {
        let step = ((last - start) / MEETINGS).max(1);
        for nth in 0..MEETINGS {
            let held = &self.days[(start + nth * step + draw.below(step)).min(last)];
            let channel = draw.of_words(&["in_person", "in_person", "video", "phone"]);
            // A slip of the finger now and then: nobody meets for 16 hours.
            let minutes = if draw.once_in(5000) { 999 } else { 30 + 15 * draw.below(6) };
            writeln!(self.meetings, "m{at},{held},{minutes},{channel}")?;
        }
        Ok(())
    }
}

/// One filled-in form; a form in five thousand has an answer beyond the scale.
fn answers(
    file: &mut impl Write,
    (letter, at): (char, usize),
    (wave, day): (&str, &str),
    is_later: bool,
    draw: &mut Draw,
) -> io::Result<()> {
    write!(file, "{letter}{at},{wave},{day}")?;
    let slip = draw.once_in(5000).then(|| draw.below(QUESTIONS));
    let level = 1 + draw.below(4) + usize::from(is_later && draw.below(3) > 0);
    let mut cells = [b','; 2 * QUESTIONS + 1];
    let mut length = 0;
    for question in 0..QUESTIONS {
        length += 1;
        let answer = if slip == Some(question) { Some(9) } else { draw.answer(level) };
        if let Some(answer) = answer {
            cells[length] = b'0' + u8::try_from(answer).expect("answers have one digit");
            length += 1;
        }
        cells[length] = b',';
    }
    cells[length] = b'\n';
    file.write_all(&cells[..=length])
}
