//! Groups by the categories of their units.

use super::{DESIGN, Groups};
use crate::inference::design::optional_texts;
use crate::inference::{
    Answer, CrossTable, InferenceError, Settings, chi_square_independence, cramers_v, fisher_exact,
};
use crate::measures::Cells;

pub(super) fn answers(
    groups: &Groups,
    cells: &Cells,
    settings: &Settings,
) -> Result<Vec<Answer>, InferenceError> {
    let asked = |name: &str| settings.asks_for(name);
    if !asked("chi_square") && !asked("fisher") {
        return Ok(Vec::new());
    }
    let ids = DESIGN.texts(cells, "group_id")?;
    let categories = match optional_texts(cells, "category") {
        Some(categories) => categories,
        None => DESIGN.texts(cells, "value")?,
    };
    // Units without a group are counted as excluded, as for every answer of the design.
    let units = ids.iter().zip(&categories).zip(cells.counts());
    let named = units.filter(|((id, _), _)| id.is_some());
    let table = CrossTable::weighted(
        named.map(|((id, category), &count)| (id.as_deref(), category.as_deref(), count)),
    );
    let blank = |name: &str, method: &str| {
        groups.blank(name, "ratio", method).counted(table.n(), table.n_missing())
    };
    let mut found = Vec::new();
    if asked("chi_square") {
        found.push(depends(blank("chi_square", "pearson"), &table, settings)?);
    }
    if asked("fisher") {
        let exact = fisher_exact(&table);
        found.push(blank("fisher", "fisher_exact").filled(exact, |answer, test| {
            answer.p_value = Some(test.p_value);
        })?);
    }
    Ok(found)
}

fn depends(
    blank: Answer,
    table: &CrossTable,
    settings: &Settings,
) -> Result<Answer, InferenceError> {
    let test = chi_square_independence(table)
        .and_then(|test| Ok((test, cramers_v(table, settings.level)?)));
    blank.filled(test, |answer, (test, v)| {
        (answer.statistic, answer.df) = (Some(test.statistic), Some(test.df));
        answer.p_value = Some(test.p_value);
        answer.effect_kind = Some("cramers_v".to_owned());
        answer.effect = Some(v);
        if !test.is_safe() {
            answer.note(format!(
                "independence expects fewer than five units of {:.0} % of cells, {:.1} of the emptiest: ask for fisher",
                100.0 * test.few_expected,
                test.smallest_expected
            ));
        }
    })
}
