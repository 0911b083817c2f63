//! What was published of a snapshot, as records that this room does not read: how a number moves from run to run is told
//! by what was shown, and never computed anew.

use serde::{Deserialize, Serialize};

use super::{Snapshot, Staged};

/// Numbers that a run has published, in the manifest of its snapshot: they go when it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PublishedNumbers {
    /// The rules of privacy that let them pass.
    pub rules: String,
    /// Answers, each as JSON.
    pub numbers: Vec<String>,
}

impl PublishedNumbers {
    /// True where nothing was published yet.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Staged {
    /// Keeps what is published of the snapshot with it.
    pub fn keep_published(&mut self, published: PublishedNumbers) {
        self.snapshot.published = published;
    }

    /// A snapshot that is there already, with what is published of it now; its manifest is written anew.
    pub fn amended(snapshot: Snapshot, published: PublishedNumbers) -> Self {
        Self { snapshot: Snapshot { published, ..snapshot } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_a_manifest_and_a_manifest_without_any_says_nothing_of_them() {
        #[derive(Debug, PartialEq, Default, Serialize, Deserialize)]
        struct Manifest {
            number: u64,
            #[serde(default, skip_serializing_if = "PublishedNumbers::is_none")]
            published: PublishedNumbers,
        }
        let bare = Manifest { number: 3, ..Manifest::default() };
        let text = serde_json::to_string(&bare).unwrap();
        assert_eq!(text, "{\"number\":3}", "an older version wrote nothing else");
        assert_eq!(serde_json::from_str::<Manifest>(&text).unwrap(), bare);
        let published = PublishedNumbers { rules: "10".to_owned(), numbers: vec!["{}".to_owned()] };
        let whole = Manifest { number: 3, published };
        let text = serde_json::to_string(&whole).unwrap();
        assert_eq!(serde_json::from_str::<Manifest>(&text).unwrap(), whole);
    }
}
