//! What is built in: from the one registry, under licences that allow it, and each crate in one version or a known second one.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::golden::root;
use super::program::skipped;

fn toml(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join(name)).unwrap();
    table(DeTable::parse(&text).unwrap().get_ref())
}

fn table(table: &DeTable<'_>) -> Value {
    let entries =
        table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
    Value::Object(entries.collect())
}

/// Texts, lists and tables; of numbers and the like nothing is asked here.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Array(list) => Value::Array(list.iter().map(|one| json(one.get_ref())).collect()),
        DeValue::Table(own) => table(own),
        _ => Value::Null,
    }
}

fn texts(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn every_crate_comes_from_the_registry_with_its_checksum() {
    let (lock, deny) = (toml("Cargo.lock"), toml("deny.toml"));
    let allowed = texts(&deny["sources"]["allow-registry"]);
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let Some(source) = package["source"].as_str() else {
            assert_eq!(name, "mentorlens", "{name} is a folder of this machine");
            continue;
        };
        let registry = source.strip_prefix("registry+");
        assert!(registry.is_some_and(|from| allowed.contains(from)), "{name} is from {source}");
        assert_eq!(package["checksum"].as_str().unwrap().len(), 64, "{name}");
    }
}

#[test]
fn a_crate_in_two_versions_is_known_and_no_version_is_left_open() {
    let (lock, deny, own) = (toml("Cargo.lock"), toml("deny.toml"), toml("Cargo.toml"));
    let mut versions = BTreeMap::<&str, u32>::new();
    for package in lock["package"].as_array().unwrap() {
        *versions.entry(package["name"].as_str().unwrap()).or_default() += 1;
    }
    let twice: BTreeSet<&str> =
        versions.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    let skip = deny["bans"]["skip"].as_array().unwrap();
    let known: BTreeSet<&str> = skip.iter().map(|one| one["crate"].as_str().unwrap()).collect();
    assert_eq!(twice, known, "crates in two versions, and those that deny.toml knows");
    for list in ["dependencies", "dev-dependencies"] {
        for (name, wanted) in own[list].as_object().unwrap() {
            let version = wanted.as_str().or_else(|| wanted["version"].as_str());
            assert!(version.is_some_and(|version| !version.contains('*')), "{name}: {version:?}");
        }
    }
}

#[test]
fn every_licence_is_one_that_is_allowed() {
    let deny = toml("deny.toml");
    let allowed = texts(&deny["licenses"]["allow"]);
    let Some(packages) = packages() else {
        return skipped("cargo cannot say, without a network, what is built in");
    };
    assert!(packages.len() > 100, "{}", packages.len());
    let mut used = BTreeSet::new();
    for package in &packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        assert!(Licence::of(licence).permits(&allowed), "{name} is under {licence:?}");
        used.extend(allowed.iter().copied().filter(|one| licence.contains(one)));
    }
    assert!(used.contains("MIT") && used.contains("Unicode-3.0"), "{used:?}");
}

#[test]
fn of_licences_one_or_all_have_to_be_allowed_as_they_say() {
    let allowed = BTreeSet::from(["MIT", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]);
    for (licence, is_allowed) in [
        ("MIT", true),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", true),
        ("MIT OR GPL-3.0 AND LGPL-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("", false),
    ] {
        assert_eq!(Licence::of(licence).permits(&allowed), is_allowed, "{licence}");
    }
}

/// What is built for this machine: it has been downloaded for these tests.
fn packages() -> Option<Vec<Value>> {
    let said = |command: &mut Command| {
        let output = command.current_dir(root()).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    };
    let version = said(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let text = said(Command::new("cargo").args([
        "metadata",
        "--locked",
        "--offline",
        "--format-version=1",
        "--filter-platform",
        host,
    ]))?;
    let mut metadata: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(metadata["packages"].take()).ok()
}

/// An SPDX expression, word by word: `and` binds closer than `or`.
struct Licence(Vec<String>);

impl Licence {
    fn of(text: &str) -> Self {
        let text = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        let text = text.replace(" WITH ", "+WITH+");
        Self(text.split_whitespace().map(|word| word.replace('+', " ")).collect())
    }

    fn permits(&self, allowed: &BTreeSet<&str>) -> bool {
        let words: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let mut words = words.into_iter().peekable();
        any(&mut words, allowed) && words.next().is_none()
    }
}

type Words<'w> = std::iter::Peekable<std::vec::IntoIter<&'w str>>;

fn any(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut found = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        found |= all(words, allowed);
    }
    found
}

fn all(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut found = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        found &= one(words, allowed);
    }
    found
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    match words.next() {
        Some("(") => {
            let found = any(words, allowed);
            words.next() == Some(")") && found
        }
        Some(name) => allowed.contains(name),
        None => false,
    }
}
