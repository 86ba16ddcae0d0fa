//! Finding a site or resident by a part of the name (`GET /api/v2/site`, `GET /api/v2/resident`), while typing.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wire::assistance::ScopeKind;

use crate::api::{ApiError, list_residents, list_sites};
use crate::frame::work;
use crate::ui::{Choice, Combobox, Suggestions};
use crate::words;

const PAUSE: Duration = Duration::from_millis(200);

/// The most results offered; more letters narrow them down.
const OFFERED: usize = 8;

/// The box. Results may be of each of these kinds; the choice includes its kind.
pub fn finder(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    kinds: &'static [ScopeKind],
    problem: Signal<Option<String>>,
    on_choose: impl Fn(ScopeKind, Choice) + Send + Sync + 'static,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Suggestions::Hidden);
    // Sites and residents are numbered separately; in one list they need their kinds.
    let kinds_found = RwSignal::new(Vec::<ScopeKind>::new());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let ask = move || {
        let Some(text) = typed.try_get_untracked().map(|text| text.trim().to_owned()) else { return };
        if text.is_empty() {
            return found.set(Suggestions::Hidden);
        }
        found.set(Suggestions::Message(words::provider_form().finding.to_owned()));
        work(async move {
            let answer = look_up(kinds, &text).await;
            // Other letters were typed meanwhile, or the page is gone.
            if typed.try_get_untracked().is_none_or(|now| now.trim() != text) {
                return;
            }
            match answer {
                Ok(all) if all.is_empty() => {
                    found.set(Suggestions::Message(words::provider_form().found_none.to_owned()))
                }
                Ok(all) => {
                    kinds_found.set(all.iter().map(|(kind, _)| *kind).collect());
                    found.set(Suggestions::Choices(all.into_iter().map(|(_, choice)| choice).collect()));
                }
                Err(error) => {
                    found.set(Suggestions::Message(format!(
                        "{}. {}",
                        words::provider_form().found_failed,
                        error.message()
                    )));
                }
            }
        });
    };
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_none() {
            return;
        }
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    let choose = Callback::new(move |choice: Choice| {
        let at = found.with_untracked(|found| match found {
            Suggestions::Choices(all) => all.iter().position(|one| *one == choice),
            _ => None,
        });
        let kind = at.and_then(|at| kinds_found.with_untracked(|all| all.get(at).copied()));
        found.set(Suggestions::Hidden);
        typed.set(String::new());
        if let Some(kind) = kind {
            on_choose(kind, choice);
        }
    });
    view! { <Combobox id=id label=label hint=hint typed=typed suggestions=found on_choose=choose problem=problem/> }
    .into_any()
}

async fn look_up(kinds: &[ScopeKind], text: &str) -> Result<Vec<(ScopeKind, Choice)>, ApiError> {
    let mut all = Vec::new();
    if kinds.contains(&ScopeKind::Site) {
        for site in list_sites(text).await?.into_iter().take(OFFERED) {
            let choice = Choice {
                key: site.id.0,
                name: site.name,
                aside: words::provider_form().find_site.to_owned(),
            };
            all.push((ScopeKind::Site, choice));
        }
    }
    if kinds.contains(&ScopeKind::Resident) {
        for resident in list_residents(text).await?.into_iter().take(OFFERED) {
            let choice = Choice { key: resident.id.0, name: resident.name, aside: resident.email };
            all.push((ScopeKind::Resident, choice));
        }
    }
    Ok(all)
}
