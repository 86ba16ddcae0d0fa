//! Links that authorise people without an account. A token is sealed with the server's own key, for one purpose and until a time;
//! nothing about it is stored.

use crate::context::Context;
use web::error::Error;

/// Separates the parts of a token; no part may contain it.
const SEPARATOR: char = ' ';

/// Issues a token that contains `parts` for `purpose` and is valid until `expires_at`.
pub(crate) fn issue(state: &Context, purpose: &str, parts: &[i64], expires_at: i64) -> Result<String, Error> {
    let mut text = format!("{purpose}{SEPARATOR}{expires_at}");
    for part in parts {
        text.push(SEPARATOR);
        text.push_str(&part.to_string());
    }
    Ok(state.seal(&text)?.replace('+', "-").replace('/', "_"))
}

/// The parts of a token for this purpose; `None` if it was changed or has expired.
pub(crate) fn read<const COUNT: usize>(state: &Context, purpose: &str, token: &str) -> Option<[i64; COUNT]> {
    let text = state.sealer.open(&token.replace('-', "+").replace('_', "/"))?;
    let rest = text.strip_prefix(purpose)?.strip_prefix(SEPARATOR)?;
    let mut numbers = rest.split(SEPARATOR).map(str::parse::<i64>);
    let expires_at = numbers.next()?.ok()?;
    let parts: Vec<i64> = numbers.collect::<Result<_, _>>().ok()?;
    (expires_at > state.now()).then(|| parts.try_into().ok()).flatten()
}
