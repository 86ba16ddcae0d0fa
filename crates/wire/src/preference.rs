//! Notification preferences: channels beside the tray, by kind of notification.

use crate::lenient::{Fields, Lenient, read_leniently};
use crate::problem::FieldErrors;
use crate::session::Role;
use crate::target_type::{Recipient, TargetType};
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// A channel beside the tray.
    PreferredChannel {
        Email = "Email",
        Text = "Text",
        Letter = "Letter",
        /// Push to the person's registered devices.
        Push = "Push",
    }
);

/// The response of `GET /api/preferences`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// The channels to this person.
    pub channels: Vec<ChannelState>,
    /// Every kind that this person may receive.
    pub kinds: Vec<KindPreference>,
}

read_leniently!(Preferences { channels, kinds });

/// One channel to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChannelState {
    pub channel: PreferredChannel,
    /// The address or number; null if there is none.
    pub destination: Option<String>,
}

read_leniently!(ChannelState { channel, destination });

/// The channels of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct KindPreference {
    pub kind: TargetType,
    pub title: String,
    /// The channels beside the tray.
    pub channels: Vec<PreferredChannel>,
    /// Channels that cannot be switched off.
    pub always: Vec<PreferredChannel>,
    /// Nothing was chosen: these are the defaults.
    pub is_default: bool,
}

read_leniently!(KindPreference { kind, title, channels, always, is_default });

/// The body of `PUT /api/preferences`. Omitted kinds stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreferencesChange {
    /// At most one choice for each kind.
    pub kinds: Vec<KindChoice>,
}

/// The choice for one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindChoice {
    pub kind: TargetType,
    /// The channels beside the tray; null restores the default.
    pub channels: Option<Vec<PreferredChannel>>,
}

impl PreferencesChange {
    /// Parses a request of a person with this role and reports all problems at once, at `kinds.<index>.<field>`.
    pub fn read(body: Value, role: &Role) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let list = Fields::of(body).map(|mut fields| fields.take::<Value>("kinds"));
        let Some(Value::Array(list)) = list else {
            return Err(FieldErrors::one("kinds", "send a list of kind and channels"));
        };
        let known = kinds_of(role);
        let mut kinds: Vec<KindChoice> = Vec::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            let Some(mut fields) = Fields::of(value) else {
                errors.add(format!("kinds.{index}"), "send an object");
                continue;
            };
            let kind: TargetType = fields.take("kind");
            if !known.contains(&kind) {
                errors
                    .add(format!("kinds.{index}.kind"), "write a kind that comes to you, as GET lists them");
            } else if kinds.iter().any(|other| other.kind == kind) {
                errors.add(format!("kinds.{index}.kind"), "name each kind once");
            }
            let channels = channels(fields.take("channels"), role).unwrap_or_else(|complaint| {
                errors.add(format!("kinds.{index}.channels"), complaint);
                None
            });
            kinds.push(KindChoice { kind, channels });
        }
        errors.or(Self { kinds })
    }
}

fn channels(value: Value, role: &Role) -> Result<Option<Vec<PreferredChannel>>, String> {
    let possible = channels_of(role);
    let choices = possible.iter().map(PreferredChannel::as_str).collect::<Vec<_>>().join(", ");
    let complaint = format!("write a list of {choices}, or null for the default");
    let Value::Array(list) = value else {
        return if value.is_null() { Ok(None) } else { Err(complaint) };
    };
    let mut chosen = Vec::new();
    for value in list {
        let channel = PreferredChannel::read(value).filter(|channel| possible.contains(channel));
        let channel = channel.ok_or_else(|| complaint.clone())?;
        if !chosen.contains(&channel) {
            chosen.push(channel);
        }
    }
    Ok(Some(chosen))
}

/// The channels to a person with this role. Staff receive e-mail at their sign-in address.
pub fn channels_of(role: &Role) -> Vec<PreferredChannel> {
    use PreferredChannel::{Email, Letter, Push, Text};
    match role {
        Role::Resident => vec![Email, Text, Letter, Push],
        _ => vec![Email, Push],
    }
}

/// The kinds that a person with this role may receive, whatever their team.
pub fn kinds_of(role: &Role) -> Vec<TargetType> {
    let comes = |kind: &&TargetType| {
        // The officer of a visit is notified whatever their team, and so is the officer of the household.
        let visits = matches!(kind, TargetType::VisitDue | TargetType::CautionaryContact);
        let audience = kind.entry().map_or(&[][..], |entry| entry.audience);
        audience.iter().any(|recipient| is_among(role, *recipient)) || visits && *role == Role::Officer
    };
    TargetType::ALL.iter().filter(comes).cloned().collect()
}

fn is_among(role: &Role, recipient: Recipient) -> bool {
    match recipient {
        Recipient::Addressee | Recipient::SiteResidents => *role == Role::Resident,
        Recipient::Team(_) => matches!(role, Role::Officer | Role::Manager),
        Recipient::SiteOfficers => *role == Role::Officer,
        Recipient::Managers => *role == Role::Manager,
        Recipient::Admins => *role == Role::Admin,
        Recipient::Controllers => *role == Role::Controller,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_wrong_with_a_choice_is_told_at_its_place() {
        let read = |body: Value| PreferencesChange::read(body, &Role::Resident);
        let errors = read(json!({"kinds": [
            {"kind": "VisitDue", "channels": ["Email", "Text"]},
            {"kind": "VisitDue", "channels": ["Pigeon"]},
            {"kind": "CourtAction", "channels": []},
            7,
        ]}))
        .unwrap_err();
        let mut fields: Vec<_> = errors.iter().map(|(path, _)| path.to_owned()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["kinds.1.channels", "kinds.1.kind", "kinds.2.kind", "kinds.3"]);
        assert!(read(json!([])).is_err());
        let change = read(json!({"kinds": [{"kind": "VisitDue", "channels": null}]})).unwrap();
        assert_eq!(change.kinds[0].channels, None);
    }

    #[test]
    fn each_role_chooses_for_what_comes_to_it() {
        assert!(kinds_of(&Role::Resident).contains(&TargetType::CommunalComponentOutOfService));
        assert!(!kinds_of(&Role::Resident).contains(&TargetType::CourtAction));
        assert!(kinds_of(&Role::Officer).contains(&TargetType::VisitDue));
        assert!(kinds_of(&Role::Admin).contains(&TargetType::DeliveryFailed));
        assert!(kinds_of(&Role::Supporter).is_empty());
        assert_eq!(channels_of(&Role::Officer), [PreferredChannel::Email, PreferredChannel::Push]);
    }
}
