//! Services: the programs that send notifications. Each has a key, which it shows to send and which Tocsin shows to the
//! sender for it; the key is kept as a hash to know it by, and sealed to send with.

pub(crate) mod insert;

pub(crate) use crate::services::insert::{id_in, insert};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_from_a_token() {
        assert!(is_key("sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000"));
        assert!(is_key("a-b-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000"));
        for text in [
            "",
            "sample",
            "eyJ0.eyJz.c2ln",
            "-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-00000000000",
        ] {
            assert!(!is_key(text), "{text}");
        }
    }
}
