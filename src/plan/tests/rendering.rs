//! How problems look.

use super::parse;

const FLAWED: &str = "[program]\nid = \"p\"\nname = \"Zoë\"\n\n[privacy]\nmin_cel = 5\n\n[analysis]\n\
                      primary = [\"Zoë\", \"skill_grwth\"]\nconfidence = 95\n";

#[test]
fn a_line_for_each_problem_and_each_hint() {
    let expected = "\
mentorlens.toml:6: unknown key `min_cel` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key`
hint: did you mean `min_cell`?
mentorlens.toml:9: `primary` in [analysis] holds \"Zoë\", allowed measures: \
`satisfaction_mentee`, `skill_growth`, `match_survival`
mentorlens.toml:9: `primary` in [analysis] holds \"skill_grwth\", allowed measures: \
`satisfaction_mentee`, `skill_growth`, `match_survival`
hint: did you mean `skill_growth`?
mentorlens.toml:10: `confidence` in [analysis] is 95, allowed: a number from 0.5 to below 1
hint: 95 percent is written 0.95";
    assert_eq!(parse(FLAWED).unwrap_err().to_string(), expected);
}

#[test]
fn the_lines_around_each_problem_are_shown() {
    let page = parse(FLAWED).unwrap_err().render(false);
    let first = "  × unknown key `min_cel` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key`
   ╭─[mentorlens.toml:6:1]
 5 │ [privacy]
 6 │ min_cel = 5
   · ───┬───
   ·    ╰── here
 7 │ 
   ╰────
  help: did you mean `min_cell`?
";
    assert!(page.starts_with(first), "{page}");
    let last = "
    ╭─[mentorlens.toml:10:14]
  9 │ primary = [\"Zoë\", \"skill_grwth\"]
 10 │ confidence = 95
    ·              ─┬
    ·               ╰── here
    ╰────
  help: 95 percent is written 0.95
";
    assert!(page.ends_with(last), "{page}");
}

#[test]
fn colour_is_used_only_when_asked_for() {
    let errors = parse(FLAWED).unwrap_err();
    assert!(errors.render(true).contains('\u{1b}'));
    assert!(!errors.render(false).contains('\u{1b}'));
}
