//! `explain`: what a measure means, and the SQL that computes it.

use super::Outcome;
use crate::cli::ExplainArgs;
use crate::contract::nearest;
use crate::measures;
use crate::plan::FILE_NAME;

pub(super) fn explain(question: &ExplainArgs) -> anyhow::Result<Outcome> {
    // A folder without a plan is no program: its `queries/`, if any, mean something else.
    let own = question.dir.join("queries");
    let is_program = question.dir.join(FILE_NAME).is_file();
    let kpis = measures::catalogue(is_program.then_some(own.as_path()))?;
    let text = match &question.measure {
        None => measures::overview(&kpis),
        Some(name) => {
            let Some(kpi) = kpis.iter().find(|kpi| kpi.id == *name) else {
                let near = nearest(name, kpis.iter().map(|kpi| kpi.id.as_str()));
                let hint = near.map_or_else(
                    || "`mentorlens explain` lists all measures".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                anyhow::bail!("there is no measure `{name}`\nhint: {hint}");
            };
            measures::explain(kpi)
        }
    };
    Ok(Outcome { output: text.into_bytes(), ..Outcome::default() })
}
