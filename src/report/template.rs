//! Templates are filled strictly: a name that the view does not have is an error, and text is escaped in HTML.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::ReportError;

/// Fills a template of a program's own: every name that the view does not have is told, also where it would not be reached.
///
/// # Errors
///
/// [`ReportError::Unknown`], else as [`fill`].
pub(super) fn fill_strictly(
    name: &'static str,
    template: &str,
    view: &impl Serialize,
) -> Result<String, ReportError> {
    let known = Value::from(Serde(view));
    let environment = environment(name, template).map_err(ReportError::Template)?;
    let asked = environment.get_template(name).map_err(ReportError::Template)?;
    let mut unknown: Vec<String> = asked
        .undeclared_variables(false)
        .into_iter()
        .filter(|asked| known.get_attr(asked).is_ok_and(|value| value.is_undefined()))
        .filter(|asked| environment.globals().all(|(global, _)| global != asked))
        .collect();
    unknown.sort();
    if !unknown.is_empty() {
        let mut names: Vec<String> =
            known.try_iter().into_iter().flatten().map(|name| name.to_string()).collect();
        names.sort();
        return Err(ReportError::Unknown { template: name, unknown, known: names });
    }
    asked.render(known).map_err(ReportError::Template)
}

/// Fills a template; its name ends with the kind of text that it makes, `.html` or `.txt`.
pub(super) fn fill(
    name: &str,
    template: &str,
    view: &impl Serialize,
) -> Result<String, ReportError> {
    let filled = environment(name, template)
        .and_then(|environment| environment.get_template(name)?.render(Serde(view)));
    filled.map_err(ReportError::Template)
}

fn environment<'t>(name: &'t str, template: &'t str) -> Result<Environment<'t>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        let is_plain = name.rsplit_once('.').is_some_and(|(_, kind)| kind == "txt");
        if is_plain { AutoEscape::None } else { AutoEscape::Html }
    });
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build()?);
    environment.add_template(name, template)?;
    Ok(environment)
}
