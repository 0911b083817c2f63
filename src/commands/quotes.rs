//! `quotes`: proposes what may be quoted from open answers, in a file for a person to accept; and what of it is printed.

use std::collections::BTreeSet;
use std::path::Path;

use super::ingest::lock;
use super::known::redactor;
use super::paths::{Paths, read_plan};
use super::{DONE, Outcome};
use crate::cli::Program;
use crate::plan::Plan;
use crate::report::{Quote, VoicesRecord};
use crate::sources;
use crate::voices::{Answer, Printable, Voices, visible};
use crate::warehouse::{self, JudgedQuote, Key, QuoteReview, Snapshot, quotes_beside};

pub(super) fn quotes(program: &Program) -> anyhow::Result<Outcome> {
    let (plan, _) = read_plan(&program.dir)?;
    let rules = plan.quotes.as_ref().ok_or_else(|| {
        anyhow::anyhow!("the plan has no section [quotes], so that nothing is quoted; add it to have quotes proposed")
    })?;
    anyhow::ensure!(
        !plan.themes.is_empty(),
        "the plan has no [[themes]], and quotes are drawn within a theme; add at least one"
    );
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    let key = Key::read_or_make(&Paths::of(program).key)?;
    let snapshot = Snapshot::current(lock.root())?;
    anyhow::ensure!(
        snapshot.plan_hash == plan.hash,
        "the plan is not the one that the warehouse was made with; run `mentorlens ingest` first"
    );
    let answers = warehouse::open_answers(&snapshot)?;
    let redactor = redactor(&plan)?;
    let voices = Voices::new(&plan, rules, &answers);
    let path = quotes_beside(&plan.dir);
    let mut review = QuoteReview::read(&path)?;
    let stands = |id: i64, seal: &str| {
        answers.iter().any(|answer| answer.id == id && answer.seal(key.bytes()) == seal)
    };
    let settled: Vec<(i64, String)> = review
        .judged(&path)
        .into_iter()
        .filter_map(|quote| {
            Some((quote.answer.filter(|id| stands(*id, &quote.content))?, quote.theme))
        })
        .collect();
    let drawn = voices.draw(&redactor, &settled);
    let proposed: Vec<_> = drawn
        .into_iter()
        .filter_map(|proposal| {
            let answer = answers.iter().find(|answer| answer.id == proposal.answer)?;
            Some((proposal, question(&plan, answer), answer.seal(key.bytes())))
        })
        .collect();
    review.renew(&proposed, stands);
    review.write(&path)?;
    let consenting = answers.iter().filter(|answer| answer.may_be_quoted).count();
    outcome.say(format!(
        "{} open answers, {consenting} of people who agreed to be quoted; {} quotes are proposed, {} of them wait for you",
        answers.len(),
        review.len(),
        review.open()
    ));
    if review.open() > 0 {
        outcome.say(format!(
            "wrote {}: read each quote, take out what still tells who is meant, write yes or no under `accept`, then run `mentorlens run`: nothing is printed before. Names that no export holds may be left",
            path.display()
        ));
    }
    outcome.code = DONE;
    Ok(outcome)
}

/// The question as it is asked.
fn question(plan: &Plan, answer: &Answer) -> String {
    let (form, item) = &answer.question;
    let form = plan.instruments.iter().find(|known| known.id == *form);
    let known = form.and_then(|form| form.items.iter().find(|known| known.id == *item));
    let title = known.and_then(|item| item.title.as_deref()).unwrap_or(item);
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is printed: quotes that a person has accepted, each looked at again. Says why one that was accepted is not.
pub(super) fn printed(
    plan: &Plan,
    snapshot: &Snapshot,
    key: &Path,
    outcome: &mut Outcome,
) -> anyhow::Result<VoicesRecord> {
    let path = quotes_beside(&plan.dir);
    let Some(rules) = plan.quotes.as_ref().filter(|_| path.is_file()) else {
        return Ok(VoicesRecord::default());
    };
    let review = QuoteReview::read(&path)?;
    let judged = review.judged(&path);
    let mut record =
        VoicesRecord { printed: Vec::new(), drawn: review.len() as u64, review: fingerprint(plan) };
    for quote in judged.iter().filter(|quote| quote.accepted.is_none()) {
        outcome.say(format!(
            "note: {}: `accept` is neither yes nor no; the quote is not printed",
            quote.position
        ));
    }
    let accepted: Vec<&JudgedQuote> =
        judged.iter().filter(|quote| quote.accepted == Some(true)).collect();
    if accepted.is_empty() {
        return Ok(record);
    }
    let key = Key::read_or_make(key)?;
    let answers = warehouse::open_answers(snapshot)?;
    let redactor = redactor(plan)?;
    let voices = Voices::new(plan, rules, &answers);
    for quote in accepted {
        let answer = answers.iter().find(|answer| Some(answer.id) == quote.answer);
        let answer = answer.filter(|answer| answer.seal(key.bytes()) == quote.content);
        match voices.printable(&redactor, answer, &quote.theme, &quote.quote) {
            Ok(Printable { role, text, edited }) => {
                record.printed.push(Quote { theme: quote.theme.clone(), role, text, edited });
            }
            Err(refusal) => outcome.say(format!(
                "note: {}: the quote is not printed: {}",
                quote.position,
                refusal.reason()
            )),
        }
    }
    Ok(record)
}

/// The file of quotes as it is now; empty without one, and where the plan quotes nobody.
pub(super) fn fingerprint(plan: &Plan) -> String {
    let own = plan.quotes.as_ref().map(|_| sources::fingerprint(&quotes_beside(&plan.dir)));
    own.and_then(Result::ok).unwrap_or_default()
}

/// Takes out of a record what is no longer accepted; what is newly accepted has to be looked at beside the data.
pub(super) fn still_accepted(
    plan: &Plan,
    record: &mut VoicesRecord,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    if record.review == fingerprint(plan) {
        return Ok(());
    }
    let path = quotes_beside(&plan.dir);
    let judged = QuoteReview::read(&path)?.judged(&path);
    let is_accepted = |quote: &Quote| {
        judged.iter().any(|one| {
            one.accepted == Some(true)
                && one.theme == quote.theme
                && visible(&one.quote) == quote.text
        })
    };
    record.printed.retain(is_accepted);
    outcome.say(format!(
        "note: {} changed since the numbers were computed; what is newly accepted is printed by `mentorlens run`",
        path.display()
    ));
    Ok(())
}

/// Removes the answers of persons from the file of quotes; true when there were some.
pub(super) fn forget(
    plan: &Plan,
    snapshot: &Snapshot,
    persons: &BTreeSet<i64>,
) -> anyhow::Result<bool> {
    let path = quotes_beside(&plan.dir);
    let mut review = QuoteReview::read(&path)?;
    if review.is_empty() {
        return Ok(false);
    }
    let answers = warehouse::open_answers(snapshot)?;
    let kept: BTreeSet<i64> = answers
        .iter()
        .filter(|answer| !persons.contains(&answer.person))
        .map(|answer| answer.id)
        .collect();
    // An answer that is no longer there may have been theirs.
    let removed = review.forget(|id| !kept.contains(&id));
    if removed {
        review.write(&path)?;
    }
    Ok(removed)
}
