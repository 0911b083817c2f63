//! `instruments` and `presets`: what a plan may start from.

use std::fmt::Write as _;

use super::Outcome;
use crate::cli::NameArgs;
use crate::contract::nearest;
use crate::plan::{PRESETS, REGISTRY, preset_named, published};

pub(super) fn instruments(question: &NameArgs) -> anyhow::Result<Outcome> {
    let Some(name) = &question.name else {
        let mut text = String::new();
        for one in REGISTRY {
            let scoring = if one.scoring.is_some() { "scored" } else { "listed only" };
            let _ = write!(
                text,
                "{} (version {}, {scoring}): {}\n  {}\n  licence: {}\n",
                one.id, one.version, one.title, one.form, one.licence
            );
        }
        return Ok(said(text));
    };
    let found = published(name)
        .ok_or_else(|| unknown("instrument", name, REGISTRY.iter().map(|one| one.id)))?;
    Ok(said(found.plan()))
}

pub(super) fn presets(question: &NameArgs) -> anyhow::Result<Outcome> {
    let Some(name) = &question.name else {
        let width = PRESETS.iter().map(|preset| preset.name.len()).max().unwrap_or_default();
        let line =
            |preset: &crate::plan::Preset| format!("{:width$}  {}\n", preset.name, preset.about);
        return Ok(said(PRESETS.iter().fold(String::new(), |text, preset| text + &line(preset))));
    };
    let found = preset_named(name)
        .ok_or_else(|| unknown("preset", name, PRESETS.iter().map(|preset| preset.name)))?;
    Ok(said(found.plan()))
}

fn said(text: String) -> Outcome {
    Outcome { output: text.into_bytes(), ..Outcome::default() }
}

fn unknown<'n>(
    kind: &str,
    name: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> anyhow::Error {
    let hint = match nearest(name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
    };
    anyhow::anyhow!("there is no {kind} `{name}`\nhint: {hint}")
}
