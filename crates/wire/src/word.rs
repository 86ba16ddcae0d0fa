//! Enums whose variants are one word each in JSON. An unknown word is kept as its text, so that a newer server never blanks a
//! screen.

/// Declares such an enum, with its words and its serialisation.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[doc = $word_doc])* $word,)*
            /// A word of a newer server.
            Other(String),
        }

        impl $name {
            /// Every known word.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The value used in JSON.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $text,)*
                    Self::Other(text) => text,
                }
            }

            /// The variant of this word, if it is known.
            pub fn known(text: &str) -> Option<Self> {
                Self::ALL.iter().find(|word| word.as_str() == text).cloned()
            }

            /// The valid words for an error message: `A, B or C`.
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

        $crate::openapi::describe_words!($name, [$($doc),*], [$($text => [$($word_doc),*]),*]);

        impl $crate::lenient::Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                <String as $crate::lenient::Lenient>::read(value).map(Self::from)
            }
        }
    };
}

pub(crate) use words;
