//! Filters of the list besides tabs and search. All of them are in the address.

use leptos::prelude::*;
use wire::notification::NotificationType;
use wire::session::Role;
use wire::target_type::TargetType;

use super::head::look_for;
use super::state::{Tray, address_of};
use crate::components::tray::{channel_words, type_words};
use crate::links;
use crate::model::tray::filter::{Filter, Recipient, Tab};
use crate::session::{SessionState, use_session};
use crate::ui::when;
use crate::words::{self, fill};

/// The teams that notifications are addressed to.
const TEAMS: [(&str, &str); 6] = [
    ("housing", "Housing"),
    ("finance", "Finance"),
    ("repairs-manager", "Repairs manager"),
    ("repairs-contractor", "Repairs contractor"),
    ("dlo-supervisor", "DLO supervisor"),
    ("rcc-supervisor", "RCC supervisor"),
];

type Option_ = (String, String);

/// The panel below the search.
#[component]
pub fn FilterPanel(tray: Tray) -> impl IntoView {
    let words = words::tray();
    let inside = move || {
        let filter = tray.filter.get();
        let about = select(
            tray,
            "filter-about",
            words.about,
            abouts(),
            filter.about.as_ref().map(ToString::to_string).unwrap_or_default(),
            |filter, value| Filter { about: TargetType::known(&value), ..filter },
        );
        let by = select(
            tray,
            "filter-by",
            words.by,
            channels(),
            filter.channel.as_ref().map(ToString::to_string).unwrap_or_default(),
            |filter, value| Filter { channel: NotificationType::known(&value), ..filter },
        );
        let is_person = matches!(filter.to, Recipient::Person(_));
        let to = select(
            tray,
            "filter-to",
            words.to,
            recipients(),
            if is_person { String::new() } else { filter.to.written() },
            |filter, value| Filter { to: Recipient::read(&value), ..filter },
        );
        let whose = (may_see_all() && filter.show != Tab::Removed).then(|| {
            let options =
                vec![(String::new(), words.mine.to_owned()), ("all".to_owned(), words.everybodys.to_owned())];
            let value = if filter.of_all { "all".to_owned() } else { String::new() };
            select(tray, "filter-whose", words.whose, options, value, |filter, value| Filter {
                of_all: value == "all",
                ..filter
            })
        });
        let text = filter.text.clone();
        let cleared = Filter { show: filter.show, of_all: filter.of_all, text, ..Filter::default() };
        let clear = (filter != cleared).then(|| {
            let href = address_of(links::TRAY, &cleared);
            view! { <a class="filters__clear" href=href>{words.clear}</a> }
        });
        let from = day(tray, "filter-from", words.from_day, filter.from.clone(), |filter, from| Filter {
            from,
            ..filter
        });
        let until = day(tray, "filter-until", words.until_day, filter.until.clone(), |filter, until| {
            Filter { until, ..filter }
        });
        let email = if is_person { filter.to.written() } else { String::new() };
        view! { {quick(&filter)}{from}{until}{about}{by}{to}{person(tray, email)}{whose}{clear} }.into_any()
    };
    view! { <div class="filters" role="group" aria-label=words.filters>{inside}</div> }
}

/// The most frequent ranges of days.
fn quick(filter: &Filter) -> impl IntoView + use<> {
    let words = words::tray();
    let monday = -i32::from(when::weekday());
    let link = |name: &'static str, from: i32, until: i32| {
        let (from, until) = (when::day(from), when::day(until));
        let current = (filter.from == from && filter.until == until).then_some("true");
        let href = address_of(links::TRAY, &Filter { from, until, ..filter.clone() });
        view! { <a href=href aria-current=current>{name}</a> }
    };
    view! {
        <p class="filters__quick">
            {link(words.last_days, -6, 0)}
            {link(words.last_week, monday - 7, monday - 1)}
            <a href=address_of(links::TRAY, &Filter { show: Tab::Removed, ..Filter::default() })>{words.see_removed}</a>
        </p>
    }
}

fn abouts() -> Vec<Option_> {
    let mut types: Vec<Option_> = vec![(String::new(), words::tray().about_any.to_owned())];
    // One by one: a sorting algorithm would be larger than the list.
    for kind in TargetType::ALL {
        let words = type_words(kind);
        let later = types.iter().skip(1).take_while(|known| known.1 < words).count() + 1;
        types.insert(later, (kind.to_string(), words));
    }
    types
}

fn channels() -> Vec<Option_> {
    let any = (String::new(), words::tray().by_any.to_owned());
    let all = NotificationType::ALL.iter().map(|channel| (channel.to_string(), channel_words(channel)));
    std::iter::once(any).chain(all).collect()
}

fn recipients() -> Vec<Option_> {
    let words = words::tray();
    let mut options = vec![(String::new(), words.to_any.to_owned())];
    if let SessionState::SignedIn(user) = use_session().state.get_untracked()
        && let Some(site) = &user.site
    {
        options.push((format!("patch:{}", site.id), fill(words.to_patch, &[("site", &site.name)])));
    }
    let team = |(team, name): &(&str, &str)| (format!("team:{team}"), fill(words.to_team, &[("team", name)]));
    options.extend(TEAMS.iter().map(team));
    options
}

fn may_see_all() -> bool {
    untrack(|| use_session().has_role(&[Role::Manager, Role::Admin]))
}

fn select(
    tray: Tray,
    id: &'static str,
    label: &'static str,
    options: Vec<Option_>,
    value: String,
    change: fn(Filter, String) -> Filter,
) -> impl IntoView {
    let option = |(key, words): Option_| {
        let selected = key == value;
        view! { <option value=key selected=selected>{words}</option> }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <div class="filters__one">
            <label for=id>{label}</label>
            <select
                class="field__control"
                id=id
                on:change:target=move |event| {
                    look_for(tray, change(tray.filter.get_untracked(), event.target().value()));
                }
            >
                {options}
            </select>
        </div>
    }
}

fn day(
    tray: Tray,
    id: &'static str,
    label: &'static str,
    value: String,
    change: fn(Filter, String) -> Filter,
) -> impl IntoView {
    view! {
        <div class="filters__one filters__one--day">
            <label for=id>{label}</label>
            <input
                class="field__control"
                type="date"
                id=id
                value=value
                on:change:target=move |event| {
                    look_for(tray, change(tray.filter.get_untracked(), event.target().value()));
                }
            />
        </div>
    }
}

fn person(tray: Tray, value: String) -> impl IntoView {
    let words = words::tray();
    let change = move |text: String| {
        look_for(tray, Filter { to: Recipient::read(&text), ..tray.filter.get_untracked() })
    };
    view! {
        <div class="filters__one">
            <label for="filter-person">{words.to_person}</label>
            <input
                class="field__control"
                type="email"
                id="filter-person"
                value=value
                placeholder=words.to_person_hint
                autocomplete="off"
                on:change:target=move |event| change(event.target().value())
            />
        </div>
    }
}
