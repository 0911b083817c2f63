//! `link`: proposes who in the surveys may be whom on the roster, for a person to accept.

use std::collections::BTreeSet;

use super::check::summarise;
use super::paths::{Paths, read_plan};
use super::read::{describe_persons, refused};
use super::{DONE, Outcome, REFUSED};
use crate::cli::Program;
use crate::contract;
use crate::warehouse::{self, Key, Review, review_beside};

pub(super) fn link(program: &Program) -> anyhow::Result<Outcome> {
    let (plan, _) = read_plan(&program.dir)?;
    anyhow::ensure!(
        !warehouse::is_rotating(&Paths::of(program).warehouse),
        "a change of the key was begun and is not completed; `mentorlens gc` completes it"
    );
    let key = Key::read_or_make(&Paths::of(program).key)?;
    let forgotten = warehouse::read_marks(&warehouse::marks_beside(&Paths::of(program).key), &key)?;
    let mut outcome = Outcome::default();
    let (read, described) = describe_persons(&plan, key.bytes(), forgotten)?;
    if refused(&read.checked.violations) {
        summarise(&read.checked.violations, &read.ledger, &mut outcome);
        outcome.code = REFUSED;
        return Ok(outcome);
    }
    let path = review_beside(&plan.dir);
    let mut review = Review::read(&path)?;
    let proposed = contract::candidates(&described);
    review.renew(&proposed);
    review.write(&path)?;
    let ids = |of_survey: bool| -> BTreeSet<&str> {
        let own = described.iter().filter(|one| one.wave.is_some() == of_survey);
        own.map(|one| one.person.as_str()).collect()
    };
    let (answered, roster) = (ids(true), ids(false));
    outcome.say(format!(
        "{} of {} persons who answered are not on the roster, {} links are proposed",
        answered.difference(&roster).count(),
        answered.len(),
        review.open()
    ));
    if review.open() > 0 {
        outcome.say(format!(
            "wrote {}: it holds names, keep it to yourself; write yes or no under `accept`, then run again: nothing is linked before",
            path.display()
        ));
    }
    if !plan.sources.iter().any(|source| !source.link_by.is_empty() || !source.code.is_empty()) {
        outcome.say("note: the plan names nothing to compare; say in [[sources]] of roster and survey under `link_by` which columns hold names, birth dates or schools");
    }
    outcome.code = DONE;
    Ok(outcome)
}
