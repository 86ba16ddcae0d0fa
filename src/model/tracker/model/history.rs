//! What may happen to a phone, its network and its owner.

use proptest::prelude::*;

/// An event of a history, each lasting some seconds.
#[derive(Clone, Debug)]
pub enum HistoryEvent {
    Wait,
    Hide(usize),
    Show(usize),
    Freeze(usize),
    /// Visible and stuck: a page in an endless loop, or a renderer that hangs.
    Stall(usize),
    Kill(usize),
    Reopen(usize),
    OpenBehind(usize),
    WallClockJumps(i64),
    Network(Network),
    Phone(Phone),
    Dismissed,
}

/// How the network treats requests and responses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Network {
    Good,
    Down,
    LosesAnswers,
    Doubles,
    Slow,
    Broken(u16),
}

/// What the phone measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phone {
    Accurate(f64),
    StandsStill,
    Denied,
    Unavailable,
    Silent,
}

pub fn history_event() -> impl Strategy<Value = HistoryEvent> {
    let network = prop_oneof![
        Just(Network::Good),
        Just(Network::Down),
        Just(Network::LosesAnswers),
        Just(Network::Doubles),
        Just(Network::Slow),
        prop_oneof![Just(500u16), Just(429), Just(401), Just(400)].prop_map(Network::Broken),
    ];
    let phone = prop_oneof![
        (1.0..3000.0f64).prop_map(Phone::Accurate),
        Just(Phone::StandsStill),
        Just(Phone::Denied),
        Just(Phone::Unavailable),
        Just(Phone::Silent),
    ];
    let tab = 0..2usize;
    prop_oneof![
        4 => Just(HistoryEvent::Wait),
        2 => tab.clone().prop_map(HistoryEvent::Hide),
        3 => tab.clone().prop_map(HistoryEvent::Show),
        2 => tab.clone().prop_map(HistoryEvent::Freeze),
        1 => tab.clone().prop_map(HistoryEvent::Stall),
        2 => tab.clone().prop_map(HistoryEvent::Kill),
        2 => tab.clone().prop_map(HistoryEvent::Reopen),
        1 => tab.prop_map(HistoryEvent::OpenBehind),
        1 => (-4_000_000..4_000_000i64).prop_map(HistoryEvent::WallClockJumps),
        4 => network.prop_map(HistoryEvent::Network),
        4 => phone.prop_map(HistoryEvent::Phone),
        1 => Just(HistoryEvent::Dismissed),
    ]
}
