//! Questions of `init` on a terminal: numbered candidates, and Enter for "leave it open".

use std::io::{BufRead, Write};

use crate::recognition::Draft;

/// Asks what the draft could not decide, and takes the answers.
///
/// What is left open stays in the plan as a comment with its candidates; so does everything once the input ends.
pub(super) fn ask(
    draft: &mut Draft,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> std::io::Result<usize> {
    let questions = draft.questions();
    let mut answered = 0;
    for (number, question) in questions.iter().enumerate() {
        writeln!(output, "\n{} of {}: {}", number + 1, questions.len(), question.text)?;
        for (at, candidate) in question.candidates.iter().enumerate() {
            writeln!(output, "  {}  {candidate}", at + 1)?;
        }
        let most = question.candidates.len();
        let choice = loop {
            write!(output, "1 to {most}, or Enter to leave it open: ")?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                writeln!(output)?;
                return Ok(answered);
            }
            match line.trim() {
                "" => break None,
                text => match text.parse::<usize>() {
                    Ok(choice) if (1..=most).contains(&choice) => break Some(choice - 1),
                    _ => writeln!(output, "that is none of the numbers")?,
                },
            }
        };
        if let Some(choice) = choice {
            draft.answer(question, choice);
            answered += 1;
        }
    }
    Ok(answered)
}

#[cfg(test)]
mod tests {
    use super::ask;
    use crate::recognition::{draft, inventory};

    const MATCHES: &str = "Match ID,Mentor,Mentee,Start date,End date\n\
        1,v1,m1,03/04/2024,2024-06-01\n2,v2,m2,05/06/2024,2024-07-01\n";

    /// What is asked about a folder with this file, and the plan after these answers.
    fn asked(answers: &str) -> (String, String) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("matches.csv"), MATCHES).unwrap();
        let mut draft = draft(&inventory(folder.path()).unwrap());
        let mut output = Vec::new();
        ask(&mut draft, &mut answers.as_bytes(), &mut output).unwrap();
        (String::from_utf8(output).unwrap(), draft.plan())
    }

    #[test]
    fn an_answer_is_taken_and_its_comment_goes() {
        let (output, plan) = asked("2\n");
        assert!(output.contains("1 of 1: ") && output.contains("  2  %m/%d/%Y"), "{output}");
        assert!(plan.contains("date_format = \"%m/%d/%Y\""), "{plan}");
        assert!(plan.contains("matched_on = \"Start date\""), "{plan}");
        assert!(!plan.contains("# ? `Start date`"), "{plan}");
    }

    #[test]
    fn enter_and_the_end_of_the_input_leave_it_open() {
        let open = asked("").1;
        assert!(open.contains("# ? `Start date`: day or month first?"), "{open}");
        let same = |plan: &str| plan.lines().filter(|line| line.contains("Start date")).count();
        assert_eq!(same(&asked("\n").1), same(&open));
    }

    #[test]
    fn what_is_no_number_of_a_candidate_is_asked_again() {
        let (output, plan) = asked("seven\n9\n1\n");
        assert_eq!(output.matches("that is none of the numbers").count(), 2, "{output}");
        assert!(plan.contains("date_format = \"%d/%m/%Y\""), "{plan}");
    }
}
