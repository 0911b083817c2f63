//! `[[alignment]]`

use toml::Spanned;

use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{AlignmentPair, Instrument, Scale, ScaleRef};
use crate::plan::section::Section;

pub(in crate::plan) const ALIGNMENT: Form = Form::many(
    "alignment",
    "Two scales in which mentor and mentee answer about the same thing, with the same range.",
    &[
        Key::new("id", Kind::Id, "Short name, unique.", "\"meeting_frequency\"").required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"how often to meet\"")
            .otherwise("the id"),
        Key::new(
            "mentor",
            Kind::Dotted("`instrument.scale`"),
            "The mentor's side.",
            "\"mentor_survey.exp_frequency\"",
        )
        .required(),
        Key::new(
            "mentee",
            Kind::Dotted("`instrument.scale`"),
            "The mentee's side.",
            "\"mentee_survey.exp_frequency\"",
        )
        .required(),
        Key::new("wave", Kind::Text, "Wave in which they are compared.", "\"baseline\"")
            .otherwise("`baseline_wave` of [analysis]"),
    ],
);

/// Pairs in the order written.
pub(in crate::plan) fn alignment(
    sections: &[Section<'_>],
    instruments: &[Instrument],
    baseline_wave: &str,
) -> Vec<AlignmentPair> {
    ids_must_differ(sections);
    sections.iter().map(|section| pair(section, instruments, baseline_wave)).collect()
}

fn pair(section: &Section<'_>, instruments: &[Instrument], baseline_wave: &str) -> AlignmentPair {
    let mentor = scale_range(section, "mentor", instruments);
    let mentee = scale_range(section, "mentee", instruments);
    if let (Some(mentor), Some(mentee)) = (mentor, mentee)
        && mentor != mentee
    {
        let message = format!(
            "{} has answers from {} to {}, allowed: {} to {} like the mentor's scale",
            section.named("mentee"),
            mentee.0,
            mentee.1,
            mentor.0,
            mentor.1
        );
        let help = "a gap between different ranges says nothing: compare scales with the same one";
        section.complain("mentee", message, Some(help));
    }
    let id = section.text("id");
    AlignmentPair {
        title: section.optional_text("title").unwrap_or_else(|| id.clone()),
        id,
        mentor: scale_ref(&section.text("mentor")),
        mentee: scale_ref(&section.text("mentee")),
        wave: section.optional_text("wave").unwrap_or_else(|| baseline_wave.to_owned()),
    }
}

fn scale_ref(text: &str) -> ScaleRef {
    let (instrument, scale) = text.split_once('.').unwrap_or((text, ""));
    ScaleRef { instrument: instrument.to_owned(), scale: scale.to_owned() }
}

/// Resolves one side, which must be answered by that side, and gives its range.
fn scale_range(
    section: &Section<'_>,
    side: &str,
    instruments: &[Instrument],
) -> Option<(f64, f64)> {
    let written: Spanned<String> = section.located(side)?;
    let reference = scale_ref(written.get_ref());
    let found = instruments.iter().find_map(|instrument| {
        let is_it = |scale: &&Scale| scale.id == reference.scale;
        (instrument.id == reference.instrument)
            .then(|| instrument.scales.iter().find(is_it))?
            .map(|scale| (instrument, scale))
    });
    let Some((instrument, scale)) = found else {
        if !reference.scale.is_empty() {
            let known = all_scales(instruments);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            section.must_be_known(side, &written, "scales", &known);
        }
        return None;
    };
    if instrument.role != side {
        let message = format!(
            "{} is a scale of `{}`, which is answered by role `{}`, allowed: `{side}`",
            section.named(side),
            instrument.id,
            instrument.role
        );
        section.complain_at(&written, message, Some("see whether the two sides are swapped"));
    }
    let item = instrument.items.iter().find(|item| scale.items.contains(&item.id))?;
    Some((item.minimum, item.maximum))
}

fn all_scales(instruments: &[Instrument]) -> Vec<String> {
    let scales_of = |instrument: &Instrument| {
        let id = instrument.id.clone();
        let name = move |scale: &Scale| format!("{id}.{}", scale.id);
        instrument.scales.iter().map(name).collect::<Vec<_>>()
    };
    instruments.iter().flat_map(scales_of).collect()
}
