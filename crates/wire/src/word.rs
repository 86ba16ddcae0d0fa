//! Enums that stand on the wire as one word each. A word that is not known here is kept as its text, so that what a newer
//! server says is shown and never blanks a screen.

/// Makes such an enum, with its texts, and reading and writing it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// A word of a newer server.
            Other(String),
        }

        impl $name {
            /// Every word that is known.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $text,)*
                    Self::Other(text) => text,
                }
            }

            /// The word with this text, if it is known.
            pub fn known(text: &str) -> Option<Self> {
                Self::ALL.iter().find(|word| word.as_str() == text).cloned()
            }

            /// What may be written here, for a complaint: `A, B or C`.
            pub fn choices() -> String {
                let texts: Vec<_> = Self::ALL.iter().map(Self::as_str).collect();
                match texts.split_last() {
                    Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                    _ => texts.concat(),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::known(&text).unwrap_or(Self::Other(text))
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::lenient::Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                <String as $crate::lenient::Lenient>::read(value).map(Self::from)
            }
        }
    };
}

pub(crate) use words;
