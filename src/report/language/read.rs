//! Message files: Fluent syntax, with `~` for a space at which no line breaks.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

use super::numbering::Numbering;

/// What stands for a space that does not break.
const TIE: char = '~';

/// The messages of a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Messages {
    text: String,
    /// Message → its places.
    pub(super) places: BTreeMap<String, Places>,
    /// What is not Fluent, by its line.
    pub(super) faults: Vec<(usize, String)>,
}

/// The places of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Those that are printed.
    pub(super) printed: BTreeSet<String>,
    /// Those that choose between variants.
    pub(super) chosen: BTreeSet<String>,
    /// Messages and terms that it refers to.
    pub(super) refers: BTreeSet<String>,
    /// Line of its name.
    pub(super) line: usize,
}

impl Messages {
    /// Reads a text; what is not Fluent is kept as a fault.
    pub(super) fn parsed(text: &str) -> Self {
        let text = text.replace(TIE, "\u{a0}");
        let (resource, errors) = match fluent_syntax::parser::parse(text.as_str()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let mut faults: Vec<(usize, String)> =
            errors.iter().map(|error| (line_of(error.pos.start), error.kind.to_string())).collect();
        let mut places = BTreeMap::new();
        for entry in &resource.body {
            let (name, pattern) = match entry {
                Entry::Message(message) => (message.id.name, message.value.as_ref()),
                Entry::Term(term) => (term.id.name, Some(&term.value)),
                _ => continue,
            };
            let id =
                if matches!(entry, Entry::Term(_)) { format!("-{name}") } else { name.to_owned() };
            let mut found = Places { line: line_of(offset(&text, name)), ..Places::default() };
            if let Some(pattern) = pattern {
                found.read(pattern);
            }
            let line = found.line;
            if places.insert(id.clone(), found).is_some() {
                faults.push((line, format!("`{id}` stands twice")));
            }
        }
        Self { text, places, faults }
    }

    /// The words of every message, its variants one after the other, without its places.
    #[cfg(test)]
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        self.each_pattern(|id, pattern| texts.push((id.to_owned(), words(pattern))));
        texts
    }

    /// Leaves out messages that cannot be said.
    pub(super) fn leave_out(&mut self, ids: &[&str]) {
        if ids.is_empty() {
            return;
        }
        let kept = match fluent_syntax::parser::parse(self.text.as_str()) {
            Ok(mut resource) | Err((mut resource, _)) => {
                resource.body.retain(|entry| match entry {
                    Entry::Message(message) => !ids.contains(&message.id.name),
                    _ => true,
                });
                fluent_syntax::serializer::serialize(&resource)
            }
        };
        self.text = kept;
    }

    /// The text, for a bundle.
    fn resource(&self) -> FluentResource {
        // What is not Fluent was told; the rest is kept.
        FluentResource::try_new(self.text.clone()).unwrap_or_else(|(resource, _)| resource)
    }

    /// The pattern of every message, as it is written.
    pub(super) fn each_pattern(&self, mut take: impl FnMut(&str, &Pattern<&str>)) {
        let resource = match fluent_syntax::parser::parse(self.text.as_str()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in &resource.body {
            if let Entry::Message(message) = entry
                && let Some(pattern) = &message.value
            {
                take(message.id.name, pattern);
            }
        }
    }
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

impl Places {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                match selector {
                    InlineExpression::VariableReference { id } => {
                        self.chosen.insert(id.name.to_owned());
                    }
                    other => self.inline(other),
                }
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.printed.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.refers.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.refers.insert(format!("-{}", id.name));
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|one| self.inline(one));
        arguments.named.iter().for_each(|one| self.inline(&one.value));
    }
}

/// The messages of a language over those of English, a later layer over an earlier one.
pub(super) fn bundle(
    tag: &str,
    english: &Messages,
    layers: &[&Messages],
    numbering: Numbering,
) -> FluentBundle<FluentResource> {
    let locale = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Names from the data are isolated where they are put in, and only where they run the other way.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbering.formatter()));
    bundle.add_resource_overriding(english.resource());
    for own in layers {
        bundle.add_resource_overriding(own.resource());
    }
    bundle
}

#[cfg(test)]
fn words(pattern: &Pattern<&str>) -> String {
    let word = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().map(|variant| words(&variant.value)).collect::<Vec<_>>().join(" … ")
        }
        PatternElement::Placeable { .. } => "…".to_owned(),
    };
    pattern.elements.iter().map(word).collect()
}
