//! From the text of `mentorlens.toml` to a [`Plan`], or to everything that is wrong with it.

use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::error::{PlanError, PlanErrors};
use super::model::Plan;
use super::presets::preset_named;
use super::problems::Problems;
use super::section::Section;
use super::sections::{
    alignment, analysis, changes, editions, identity, instruments, logic_model, outcomes,
    populations, privacy, program, retention, segments, sources, targets, terms, themes,
};
use super::vocabulary::Vocabulary;

/// Name of the plan in a program's folder.
pub const FILE_NAME: &str = "mentorlens.toml";

/// The smallest plan that can be read.
pub const SMALLEST: &str = "[program]\nid = \"riverbend\"\nname = \"Riverbend Youth Mentoring\"\n";

impl Plan {
    /// Reads the plan of the program in folder `dir`.
    ///
    /// # Errors
    ///
    /// [`PlanErrors`] with everything that is wrong: the file cannot be read, is not TOML, or a
    /// key does not say what it may say.
    pub fn read(dir: &Path, vocabulary: &Vocabulary) -> Result<Self, PlanErrors> {
        let path = dir.join(FILE_NAME);
        let bytes = std::fs::metadata(&path)
            .and_then(
                |facts| if facts.len() > LARGEST { Err(too_large(facts.len())) } else { Ok(()) },
            )
            .and_then(|()| std::fs::read(&path))
            .map_err(|error| unreadable(dir, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
        Self::parse(&text, FILE_NAME, dir, vocabulary)
    }

    /// Reads the plan `text`; `file_name` stands in messages, `dir` is where its files are.
    ///
    /// # Errors
    ///
    /// [`PlanErrors`] with everything that is wrong, in order of position.
    pub fn parse(
        text: &str,
        file_name: &str,
        dir: &Path,
        vocabulary: &Vocabulary,
    ) -> Result<Self, PlanErrors> {
        let (table, syntax) = DeTable::parse_recoverable(text);
        let problems = Problems::new(text, &syntax);
        let mut plan = plan(&Section::whole(table.get_ref(), &problems), vocabulary);
        let errors = problems.into_errors();
        if !errors.is_empty() {
            return Err(PlanErrors::new(file_name, text, errors));
        }
        dir.clone_into(&mut plan.dir);
        text.clone_into(&mut plan.text);
        plan.hash = hash(text);
        Ok(plan)
    }
}

/// Reads every section, those that others refer to first.
fn plan(whole: &Section<'_>, vocabulary: &Vocabulary) -> Plan {
    let program = program::program(&whole.one(&program::PROGRAM), vocabulary);
    let mut commitment = program::commitment(&whole.one(&program::COMMITMENT));
    let terms = terms::terms(&whole.many(&terms::TERMS));
    let changes = changes::changes(&whole.many(&changes::CHANGES), vocabulary);
    let mut analysis = analysis::analysis(&whole.one(&analysis::ANALYSIS), vocabulary);
    if let Some(preset) = program.preset.as_deref().and_then(preset_named) {
        preset.fill(&mut commitment, &mut analysis);
    }
    let identity = identity::identity(&whole.one(&identity::IDENTITY));
    let privacy = privacy::privacy(&whole.one(&privacy::PRIVACY));
    let retention = retention::retention(&whole.one(&retention::RETENTION));
    let segments = segments::segments(&whole.many(&segments::SEGMENTS), vocabulary);

    let populations = whole.many(&populations::POPULATIONS);
    let populations = populations::populations(&populations, &segments);

    let editions = whole.many(&editions::EDITIONS);
    let editions = editions::editions(&editions, &program.name, vocabulary);

    let instruments = instruments::instruments(&whole.many(&instruments::INSTRUMENTS));
    let outcomes = outcomes::outcomes(&whole.many(&outcomes::OUTCOMES));

    let known = sources::Known { vocabulary, instruments: &instruments, outcomes: &outcomes };
    let sources = sources::sources(&whole.many(&sources::SOURCES), &known);

    let alignment = whole.many(&alignment::ALIGNMENT);
    let alignment = alignment::alignment(&alignment, &instruments, &analysis.baseline_wave);

    let themes = whole.many(&themes::THEMES);
    let around = themes::Surroundings {
        instruments: &instruments,
        outcomes: &outcomes,
        alignment: &alignment,
        sources: &sources,
    };
    let themes = themes::themes(&themes, &around);
    let is_quoting = whole.value("quotes").is_some();
    let quotes = themes::quotes(&whole.one(&themes::QUOTES), is_quoting, &editions);

    let subjects =
        targets::Subjects { instruments: &instruments, outcomes: &outcomes, alignment: &alignment };
    let targets = targets::targets(&whole.many(&targets::TARGETS), &subjects, vocabulary);

    let logic_model = logic_model::logic_model(&whole.many(&logic_model::LOGIC_MODEL), vocabulary);

    let (dir, text, hash) = Default::default();
    Plan {
        dir,
        text,
        hash,
        program,
        commitment,
        terms,
        changes,
        sources,
        identity,
        instruments,
        outcomes,
        alignment,
        themes,
        quotes,
        segments,
        populations,
        targets,
        logic_model,
        analysis,
        privacy,
        retention,
        editions,
    }
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// People write plans: a larger file is another one by mistake, or means harm.
const LARGEST: u64 = 4 << 20;

fn too_large(bytes: u64) -> io::Error {
    let (found, allowed) = (bytes.div_ceil(1 << 20), LARGEST >> 20);
    io::Error::other(format!("it has {found} MiB, allowed: {allowed} MiB"))
}

fn unreadable(dir: &Path, error: &io::Error) -> PlanErrors {
    let folder = dir.display();
    let (message, help) = if error.kind() == io::ErrorKind::NotFound {
        let message = format!("`{FILE_NAME}` not found in the folder `{folder}`");
        let help = format!(
            "give the folder that holds it, or write one; docs/plan.md explains every key, and the \
             smallest plan is:\n\n{}",
            SMALLEST.trim_end()
        );
        (message, Some(help))
    } else {
        (format!("`{FILE_NAME}` in the folder `{folder}` cannot be read: {error}"), None)
    };
    PlanErrors::new(FILE_NAME, "", vec![PlanError::of_file(message, help)])
}

fn not_utf8(error: &std::string::FromUtf8Error) -> PlanErrors {
    let start = error.utf8_error().valid_up_to();
    // The readable part is enough to count its lines.
    let text = String::from_utf8_lossy(&error.as_bytes()[..start]);
    let message = "a character here is not UTF-8, allowed: text in UTF-8".to_owned();
    let help = "save the file again with the encoding UTF-8".to_owned();
    let problem = PlanError::at(&text, start..start, message, Some(help));
    PlanErrors::new(FILE_NAME, &text, vec![problem])
}
