//! The television's labels after the form is saved: the existing ones, with the form's own among them.

use wire::assistance::{Provider, ScopeKind};
use wire::id::ProviderId;

/// One label on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    /// It is the form's own label.
    pub is_own: bool,
}

/// All labels, with the form's own in place of the edited provider, or as the last of its kind.
pub fn lines(known: &[Provider], own: Option<ProviderId>, kind: ScopeKind, label: &str) -> Vec<Line> {
    let mine = Line { label: label.trim().to_owned(), is_own: true };
    let rank = |kind: ScopeKind| kind as u8;
    let mut lines = Vec::new();
    let mut placed = false;
    for provider in known.iter().filter(|provider| Some(provider.id) != own) {
        let is_behind = match own {
            Some(own) => (rank(provider.kind), provider.id) > (rank(kind), own),
            None => rank(provider.kind) > rank(kind),
        };
        if is_behind && !placed {
            lines.push(mine.clone());
            placed = true;
        }
        lines.push(Line { label: provider.label.clone(), is_own: false });
    }
    if !placed {
        lines.push(mine);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Provider> {
        [(9, ScopeKind::Organisation), (10, ScopeKind::Site), (11, ScopeKind::Resident)]
            .map(|(id, kind)| Provider {
                id: ProviderId(id),
                label: id.to_string(),
                kind,
                ..Provider::default()
            })
            .into()
    }

    fn texts(own: Option<i64>, kind: ScopeKind) -> Vec<String> {
        lines(&known(), own.map(ProviderId), kind, " mine ").into_iter().map(|line| line.label).collect()
    }

    #[test]
    fn a_new_label_is_the_last_of_its_kind() {
        assert_eq!(texts(None, ScopeKind::Organisation), ["9", "mine", "10", "11"]);
        assert_eq!(texts(None, ScopeKind::Resident), ["9", "10", "11", "mine"]);
    }

    #[test]
    fn a_changed_label_keeps_its_place_or_moves_with_its_kind() {
        assert_eq!(texts(Some(10), ScopeKind::Site), ["9", "mine", "11"]);
        assert_eq!(texts(Some(10), ScopeKind::Organisation), ["9", "mine", "11"]);
        assert_eq!(texts(Some(9), ScopeKind::Resident), ["10", "mine", "11"]);
    }
}
