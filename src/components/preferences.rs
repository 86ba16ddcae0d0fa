//! Notification preferences: for each kind the channels to tick.

use leptos::prelude::*;
use wire::preference::{
    ChannelState, KindChoice, KindPreference, Preferences, PreferencesChange, PreferredChannel,
};
use wire::target_type::TargetType;

use crate::model::form::intern;
use crate::words::{self, fill};

/// The ticked channels, by kind.
pub type ChosenChannels = Vec<(TargetType, Vec<PreferredChannel>)>;

/// The initially ticked channels.
pub fn chosen_of(known: &Preferences) -> ChosenChannels {
    known.kinds.iter().map(|one| (one.kind.clone(), one.channels.clone())).collect()
}

/// The changes only, so that kinds that nobody chose keep following the default.
pub fn change_of(known: &Preferences, chosen: &ChosenChannels) -> PreferencesChange {
    let is_other = |(kind, channels): &&(TargetType, Vec<PreferredChannel>)| {
        let before = known.kinds.iter().find(|one| one.kind == *kind);
        let same = |one: &KindPreference| {
            one.channels.len() == channels.len()
                && one.channels.iter().all(|channel| channels.contains(channel))
        };
        before.is_some_and(|one| !same(one))
    };
    let choice = |(kind, channels): &(TargetType, Vec<PreferredChannel>)| KindChoice {
        kind: kind.clone(),
        channels: Some(channels.clone()),
    };
    PreferencesChange { kinds: chosen.iter().filter(is_other).map(choice).collect() }
}

/// The channels with their destinations.
pub fn channel_list(known: &Preferences) -> impl IntoView + use<> {
    let rows = known.channels.iter().map(|way| view! { <li>{way_words(way)}</li> }).collect_view();
    view! { <ul class="quiet">{rows}</ul> }
}

/// A group of checkboxes for each kind.
pub fn preference_fields(known: &Preferences, chosen: RwSignal<ChosenChannels>) -> impl IntoView + use<> {
    known.kinds.iter().map(|one| kind_field(known, one, chosen)).collect_view()
}

fn kind_field(
    known: &Preferences,
    one: &KindPreference,
    chosen: RwSignal<ChosenChannels>,
) -> impl IntoView + use<> {
    let boxes = known.channels.iter().map(|way| channel_box(way, one, chosen)).collect_view();
    view! {
        <fieldset class="telling">
            <legend>{one.title.clone()}</legend>
            <div class="telling__ways">{boxes}</div>
        </fieldset>
    }
}

fn channel_box(
    way: &ChannelState,
    one: &KindPreference,
    chosen: RwSignal<ChosenChannels>,
) -> impl IntoView + use<> {
    let id = intern(format!("tell-{}-{}", one.kind, way.channel));
    let always = one.always.contains(&way.channel);
    // Devices are registered on another page, and the choice counts then.
    let leads_nowhere = way.destination.is_none() && way.channel != PreferredChannel::Push;
    let (kind, channel) = (one.kind.clone(), way.channel.clone());
    let ticked = {
        let (kind, channel) = (kind.clone(), channel.clone());
        move || always || chosen.with(|all| has(all, &kind, &channel))
    };
    let press = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        chosen.update(|all| set(all, &kind, &channel, on));
    };
    let label = match always {
        true => format!("{} ({})", name(&way.channel), words::preferences().always),
        false => name(&way.channel).to_owned(),
    };
    view! {
        <label class="check">
            <input type="checkbox" id=id prop:checked=ticked disabled=always || leads_nowhere on:change=press/>
            <span>{label}</span>
        </label>
    }
}

fn has(all: &ChosenChannels, kind: &TargetType, channel: &PreferredChannel) -> bool {
    all.iter().any(|(known, channels)| known == kind && channels.contains(channel))
}

fn set(all: &mut ChosenChannels, kind: &TargetType, channel: &PreferredChannel, on: bool) {
    let Some((_, channels)) = all.iter_mut().find(|(known, _)| known == kind) else { return };
    channels.retain(|known| known != channel);
    if on {
        channels.push(channel.clone());
    }
}

fn name(channel: &PreferredChannel) -> &'static str {
    let words = words::preferences();
    match channel {
        PreferredChannel::Email => words.email,
        PreferredChannel::Text => words.text,
        PreferredChannel::Letter => words.letter,
        PreferredChannel::Push | PreferredChannel::Other(_) => words.push,
    }
}

fn way_words(way: &ChannelState) -> String {
    let words = words::preferences();
    let channel = ("channel", name(&way.channel));
    match (&way.channel, &way.destination) {
        (PreferredChannel::Push, Some(_)) => name(&way.channel).to_owned(),
        (_, Some(destination)) => fill(words.to, &[channel, ("destination", destination)]),
        (PreferredChannel::Push, None) => fill(words.no_device, &[channel]),
        (PreferredChannel::Letter, None) => fill(words.no_letter, &[channel]),
        (_, None) => fill(words.none, &[channel]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn only_changed_preferences_are_sent() {
        let one = |kind: TargetType| KindPreference {
            kind,
            channels: vec![PreferredChannel::Email, PreferredChannel::Push],
            ..KindPreference::default()
        };
        let known = Preferences {
            kinds: vec![one(TargetType::VisitDue), one(TargetType::NoAccess)],
            ..Preferences::default()
        };
        let mut chosen = chosen_of(&known);
        assert!(change_of(&known, &chosen).kinds.is_empty());
        set(&mut chosen, &TargetType::VisitDue, &PreferredChannel::Text, true);
        set(&mut chosen, &TargetType::NoAccess, &PreferredChannel::Email, false);
        set(&mut chosen, &TargetType::NoAccess, &PreferredChannel::Email, true);
        let change = change_of(&known, &chosen);
        assert_eq!(change.kinds.len(), 1, "what was ticked off and on again is as before");
        assert_eq!(change.kinds[0].channels.as_ref().map(Vec::len), Some(3));
    }
}
