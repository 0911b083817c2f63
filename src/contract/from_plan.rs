//! Tables that the plan itself fills: terms, items, scales, pairs, themes, waves, commitments, populations, targets, settings.

use std::sync::Arc;

use polars::prelude::PolarsResult;

use crate::plan::{ItemKind, Plan, ScaleKind, ScoreRule};

use super::builder::{Cell, TableBuilder};
use super::forms::{Items, Piece};
use super::parse::days;
use super::tables::{FROM_PLAN, table};
use super::themes::is_coded;
use super::violation::RowId;

/// The plan's own tables, in the order of the contract.
pub fn from_plan(plan: &Plan, as_of_day: i64) -> PolarsResult<Vec<Piece>> {
    let items = Arc::new(Items::of(plan));
    FROM_PLAN
        .iter()
        .map(|&name| {
            let mut builder =
                TableBuilder::new(table(name).expect("the plan's tables stand in the contract"));
            for cells in rows(name, plan, as_of_day) {
                builder.push(&cells, None, RowId { file: 0, ordinal: 0 });
            }
            Ok(Piece::new(name, &builder.finish(&plan.program.id)?, &items))
        })
        .collect()
}

fn rows(name: &str, plan: &Plan, as_of_day: i64) -> Vec<Vec<Cell>> {
    match name {
        "terms" => plan
            .terms
            .iter()
            .map(|term| {
                vec![
                    text(&term.id),
                    text(&term.title),
                    Cell::Day(days(term.starts_on)),
                    Cell::Day(days(term.ends_on)),
                ]
            })
            .collect(),
        "items" => items(plan),
        "scales" => scales(plan),
        "pairs" => plan
            .alignment
            .iter()
            .map(|pair| {
                [
                    &pair.id,
                    &pair.wave,
                    &pair.mentor.instrument,
                    &pair.mentor.scale,
                    &pair.mentee.instrument,
                    &pair.mentee.scale,
                ]
                .map(|part| text(part))
                .to_vec()
            })
            .collect(),
        "themes" => themes(plan),
        "waves" => plan
            .instruments
            .iter()
            .flat_map(|form| {
                form.waves.iter().map(|wave| vec![text(&form.id), text(&form.role), text(wave)])
            })
            .collect(),
        "commitments" => {
            let promised = &plan.commitment;
            vec![
                [
                    promised.months,
                    promised.meetings_per_month,
                    promised.minutes_per_month,
                    promised.contacts_per_month,
                    promised.training_hours,
                ]
                .map(maybe)
                .to_vec(),
            ]
        }
        "populations" => plan
            .populations
            .iter()
            .map(|group| {
                vec![
                    text(&group.segment),
                    text(&group.level),
                    Cell::Number(group.share),
                    group.source.as_deref().map_or(Cell::Missing, text),
                ]
            })
            .collect(),
        "targets" => plan
            .targets
            .iter()
            .map(|target| {
                let word = |word: &Option<String>| word.as_deref().map_or(Cell::Missing, text);
                vec![
                    text(&target.measure),
                    word(&target.answer),
                    word(&target.subject),
                    Cell::Number(target.value),
                    Cell::Boolean(target.at_most),
                    word(&target.source),
                ]
            })
            .collect(),
        _ => vec![vec![
            text(&plan.analysis.baseline_wave),
            text(&plan.analysis.followup_wave),
            plan.analysis.retrospective_wave.as_deref().map_or(Cell::Missing, text),
            Cell::Day(as_of_day),
        ]],
    }
}

fn items(plan: &Plan) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for form in &plan.instruments {
        for item in &form.items {
            let kind = match item.kind {
                ItemKind::Rating => "rating",
                ItemKind::Satisfaction => "satisfaction",
                ItemKind::Nps => "nps",
                ItemKind::Checkbox => "checkbox",
                ItemKind::Text => "text",
            };
            rows.push(vec![
                text(&form.id),
                text(&form.version),
                text(&form.role),
                text(&item.id),
                text(kind),
                Cell::Number(item.minimum),
                Cell::Number(item.maximum),
            ]);
        }
    }
    rows
}

fn themes(plan: &Plan) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for theme in &plan.themes {
        for (form, item) in &theme.items {
            let coded = Cell::Boolean(is_coded(plan, form, item));
            rows.push(vec![text(&theme.id), text(form), text(item), coded]);
        }
    }
    rows
}

fn scales(plan: &Plan) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for form in &plan.instruments {
        for scale in &form.scales {
            let kind = match scale.kind {
                ScaleKind::Skill => "skill",
                ScaleKind::Relationship => "relationship",
                ScaleKind::Expectation => "expectation",
            };
            for item in form.items.iter().filter(|item| scale.items.contains(&item.id)) {
                let reversed = Cell::Boolean(scale.reverse.contains(&item.id));
                rows.push(vec![
                    text(&form.id),
                    text(&form.role),
                    text(&scale.id),
                    text(kind),
                    text(&item.id),
                    reversed,
                    Cell::Number(item.minimum),
                    Cell::Number(item.maximum),
                    maybe(scale.at_risk_below),
                    text(match scale.score {
                        ScoreRule::Mean => "mean",
                        ScoreRule::Sum => "sum",
                    }),
                    maybe(scale.reliability),
                    maybe(scale.reference_deviation),
                ]);
            }
        }
    }
    rows
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

fn maybe(number: Option<f64>) -> Cell {
    number.map_or(Cell::Missing, Cell::Number)
}
