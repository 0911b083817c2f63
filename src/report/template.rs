//! Templates are filled strictly: a name that the view does not have is an error, and text is escaped in HTML.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, UndefinedBehavior};
use serde::Serialize;

use super::ReportError;
use super::language::{self, Language};

/// Fills a template of a program's own: every name that the view does not have is told, also where it would not be reached.
///
/// # Errors
///
/// [`ReportError::Unknown`], else as [`fill`].
pub(super) fn fill_strictly(
    language: &Language,
    name: &'static str,
    template: &str,
    view: &impl Serialize,
) -> Result<String, ReportError> {
    let known = Value::from(Serde(view));
    let environment = environment(language, name, template).map_err(ReportError::Template)?;
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
    language: &Language,
    name: &str,
    template: &str,
    view: &impl Serialize,
) -> Result<String, ReportError> {
    let filled = environment(language, name, template)
        .and_then(|environment| environment.get_template(name)?.render(Serde(view)));
    filled.map_err(ReportError::Template)
}

fn environment<'t>(
    language: &Language,
    name: &'t str,
    template: &'t str,
) -> Result<Environment<'t>, Error> {
    let mut environment = Environment::new();
    let language = language.clone();
    environment.add_function("say", move |id: &str, places: Kwargs| said(&language, id, &places));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        let is_plain = name.rsplit_once('.').is_some_and(|(_, kind)| kind == "txt");
        if is_plain { AutoEscape::None } else { AutoEscape::Html }
    });
    environment.add_filter("marked", |text: String| Value::from_safe_string(marked(&text)));
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build()?);
    environment.add_template(name, template)?;
    Ok(environment)
}

/// A message in a template: `say("page-more", n=3)`.
fn said(language: &Language, id: &str, places: &Kwargs) -> Result<String, Error> {
    let mut filled = Vec::new();
    for name in places.args() {
        let value: Value = places.get(name)?;
        let value = match u64::try_from(value.clone()) {
            Ok(number) => language::Value::from(number),
            Err(_) => language::Value::from(value.to_string()),
        };
        filled.push((name, value));
    }
    let unknown = || Error::new(ErrorKind::UndefinedError, format!("no message `{id}`"));
    language.in_template(id, filled).ok_or_else(unknown)
}

/// A message as HTML: what stands between backticks is code, and all of it stays text.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // Without its partner a backtick is one.
    let last_open = parts.len().is_multiple_of(2).then(|| parts.len() - 1);
    let parts = parts.iter().enumerate().map(|(at, part)| {
        let part = HtmlEscape(part);
        match at {
            _ if Some(at) == last_open => format!("`{part}"),
            _ if at % 2 == 1 => format!("<code>{part}</code>"),
            _ => part.to_string(),
        }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_stands_between_backticks_is_code_and_stays_text() {
        for (text, expected) in [
            ("map it under `values`", "map it under <code>values</code>"),
            ("`a` and `<b>`", "<code>a</code> and <code>&lt;b&gt;</code>"),
            ("one ` alone", "one ` alone"),
            ("`a` and one `", "<code>a</code> and one `"),
            ("plain", "plain"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }
}
