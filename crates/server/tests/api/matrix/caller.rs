//! The kinds of callers.

/// Each kind of caller. The owner is a resident of the first organisation's first site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    Nobody,
    Owner,
    /// Another resident of the same site.
    Neighbour,
    /// A resident of another organisation.
    Stranger,
    Supporter,
    /// An officer of the owner's site.
    Officer,
    /// An officer of another site of the same organisation.
    OfficerElsewhere,
    Manager,
    Admin,
    OtherAdmin,
    /// A controller of the owner's organisation.
    Controller,
    /// A controller of another organisation.
    OtherController,
    ServerToken,
    Service,
    /// The owner's television.
    Television,
    /// An admin's revoked token.
    Revoked,
    /// An admin's expired token.
    Expired,
}

use Caller::{
    Admin, Controller, Expired, Manager, Neighbour, Nobody, Officer, OfficerElsewhere, OtherAdmin,
    OtherController, Owner, Revoked, ServerToken, Service, Stranger, Supporter, Television,
};

impl Caller {
    pub const ALL: [Self; 17] = [
        Nobody,
        Owner,
        Neighbour,
        Stranger,
        Supporter,
        Officer,
        OfficerElsewhere,
        Manager,
        Admin,
        OtherAdmin,
        Controller,
        OtherController,
        ServerToken,
        Service,
        Television,
        Revoked,
        Expired,
    ];

    /// With a cookie or a user token.
    pub fn is_person(self) -> bool {
        !matches!(self, Nobody | ServerToken | Service | Revoked | Expired)
    }
}

/// Everybody who is signed in as a person.
pub const PEOPLE: &[Caller] = &[
    Owner,
    Neighbour,
    Stranger,
    Supporter,
    Officer,
    OfficerElsewhere,
    Manager,
    Admin,
    OtherAdmin,
    Controller,
    OtherController,
    Television,
];
pub const RESIDENTS: &[Caller] = &[Owner, Neighbour, Stranger, Television];
pub const OWN: &[Caller] = &[Owner, Television];
pub const OTHER_RESIDENTS: &[Caller] = &[Neighbour, Stranger];
/// Officers, managers and admins of every organisation.
pub const STAFF: &[Caller] = &[Officer, OfficerElsewhere, Manager, Admin, OtherAdmin];
/// The staff of the owner's organisation.
pub const OWN_STAFF: &[Caller] = &[Officer, OfficerElsewhere, Manager, Admin];
/// Those of them who may see the owner's site.
pub const OF_THE_PATCH: &[Caller] = &[Officer, Manager, Admin];
pub const ADMINS: &[Caller] = &[Admin, OtherAdmin];
pub const CONTROLLERS: &[Caller] = &[Controller, OtherController];
/// Controllers who serve the owner's organisation.
pub const CALLOUT_CONTROLLERS: &[Caller] = &[Controller];
/// Controllers for whom the owner's callouts are foreign.
pub const OTHER_CONTROLLERS: &[Caller] = &[OtherController];
