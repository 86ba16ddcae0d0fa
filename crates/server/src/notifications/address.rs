//! The audience of a posted notification: the person that it names, otherwise as the catalogue defines for its type.

pub(crate) mod population;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::notification::{NewNotification, NotificationType};
use wire::sender::phone;
use wire::session::Role;
use wire::target_type::Recipient;
use wire::tenure;

use super::audience::Audience;
use crate::auth::account::normal_email;
use database::entity::{notification, resident, site, user};
use web::error::Error;
use web::problem::invalid_field;

/// The audience of a notification, and the site that it is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recipients {
    pub(crate) audiences: Vec<Audience>,
    pub(crate) site_id: Option<i64>,
}

/// The audience of a new notification; 422 if it would reach nobody.
pub(crate) async fn resolve(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    new: &NewNotification,
) -> Result<Recipients, Error> {
    let site_id = match new.site_id {
        Some(id) => Some(own_site(db, organisation_id, id.0).await?),
        None => None,
    };
    let is_screen = new.notification_type == NotificationType::Screen;
    let entry = new.target_type.as_ref().and_then(|kind| kind.entry());
    let recipients = entry.map_or(&[][..], |entry| entry.audience);
    let place = Place { organisation_id, site_id, tenure: None };
    if let Some(email) = &new.user {
        let mut to = recipient_by_email(db, organisation_id, email).await?;
        // A person without an account must not be the only addressee.
        if matches!(to.audiences[..], [Audience::Address { .. }]) {
            let staff = recipients.iter().filter(|recipient| !matches!(recipient, Recipient::SiteResidents));
            for recipient in staff {
                to.audiences.extend(place.audience(*recipient)?);
            }
        }
        if is_screen {
            population::check(db, organisation_id, &to.audiences, new).await?;
        }
        return Ok(Recipients { site_id: site_id.or(to.site_id), ..to });
    }
    let tenure = new.tenure.as_deref().and_then(|text| tenure::parse(text).ok());
    let place = Place { tenure, ..place };
    let mut audiences = Vec::new();
    for recipient in recipients {
        // A notification that is sent by another channel does not also appear on residents' screens.
        if is_screen || !matches!(recipient, Recipient::Addressee | Recipient::SiteResidents) {
            audiences.extend(place.audience(*recipient)?);
        }
    }
    if !is_screen && let Some(account) = known_recipient(db, organisation_id, new).await? {
        audiences.push(Audience::Person(account.id));
    }
    if is_screen && audiences.is_empty() {
        return Err(invalid_field(
            "user",
            "enter a recipient, or the siteId or tenure of the residents: this type has no team of its own",
        ));
    }
    if is_screen {
        population::check(db, organisation_id, &audiences, new).await?;
    }
    Ok(Recipients { audiences, site_id })
}

/// The audience for one person.
pub(crate) async fn audience_of(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    email: &str,
) -> Result<Vec<Audience>, Error> {
    Ok(recipient_by_email(db, organisation_id, email).await?.audiences)
}

/// The account of a message's recipient, so that its link opens a page that this person may read: the account with that e-mail
/// address, or the only resident with that mobile number.
async fn known_recipient(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    new: &NewNotification,
) -> Result<Option<user::Model>, Error> {
    match (&new.email, &new.mobile_number) {
        (Some(email), _) => account_with(db, organisation_id, email).await,
        (None, Some(number)) => resident_with(db, organisation_id, number).await,
        (None, None) => Ok(None),
    }
}

async fn account_with(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    email: &str,
) -> Result<Option<user::Model>, Error> {
    let found = user::Entity::find()
        .filter(user::Column::Email.eq(normal_email(email)))
        .filter(user::Column::OrganisationId.eq(organisation_id));
    Ok(found.one(db).await?)
}

/// The usual ways to write this mobile number.
fn spellings(number: &str) -> Vec<String> {
    let mut all = vec![number.to_owned()];
    let parsed = phone::parse(number).ok().filter(|parsed| !parsed.is_international);
    let national = parsed.and_then(|parsed| parsed.digits.strip_prefix("44").map(str::to_owned));
    if let Some(national) = national.filter(|national| national.len() == 10) {
        let (network, rest) = national.split_at(4);
        let (first, second) = rest.split_at(3);
        for country in ["0", "+44", "+44 ", "0044"] {
            all.push(format!("{country}{national}"));
            all.push(format!("{country}{network} {rest}"));
            all.push(format!("{country}{network} {first} {second}"));
        }
    }
    all
}

async fn resident_with(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    number: &str,
) -> Result<Option<user::Model>, Error> {
    let residents = resident::Entity::find()
        .filter(resident::Column::OrganisationId.eq(organisation_id))
        .filter(resident::Column::Mobile.is_in(spellings(number)))
        .limit(2)
        .all(db)
        .await?;
    let [resident] = residents.as_slice() else { return Ok(None) };
    let Some(user_id) = &resident.user_id else { return Ok(None) };
    let found = user::Entity::find_by_id(user_id).filter(user::Column::OrganisationId.eq(organisation_id));
    Ok(found.one(db).await?)
}

/// The account of the recipient of a stored notification's messages.
pub(crate) async fn account_of(
    db: &impl ConnectionTrait,
    row: &notification::Model,
) -> Result<Option<user::Model>, Error> {
    match (row.user_email.as_ref().or(row.email.as_ref()), &row.mobile_number) {
        (Some(email), _) => account_with(db, row.organisation_id, email).await,
        (None, Some(number)) => resident_with(db, row.organisation_id, number).await,
        (None, None) => Ok(None),
    }
}

/// One person by their e-mail address.
pub(crate) async fn recipient_by_email(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    email: &str,
) -> Result<Recipients, Error> {
    let email = normal_email(email);
    let account = account_with(db, organisation_id, &email).await?;
    let site_id =
        account.as_ref().filter(|user| user.role == Role::Resident.as_str()).and_then(|user| user.site_id);
    let audience = match account {
        Some(user) => Audience::Person(user.id),
        None => Audience::Address { organisation_id, email },
    };
    Ok(Recipients { audiences: vec![audience], site_id })
}

/// The site and tenure that an audience is limited to.
struct Place {
    organisation_id: i64,
    site_id: Option<i64>,
    tenure: Option<String>,
}

impl Place {
    /// The residents of the site, of the tenure, or of both; `None` if neither is given.
    fn residents(&self) -> Option<Audience> {
        let (organisation_id, tenure) = (self.organisation_id, self.tenure.clone());
        match (self.site_id, tenure) {
            (Some(site_id), tenure) => Some(Audience::Residents { site_id, tenure }),
            (None, Some(tenure)) => Some(Audience::Tenure { organisation_id, tenure }),
            (None, None) => None,
        }
    }

    fn audience(&self, recipient: Recipient) -> Result<Option<Audience>, Error> {
        let organisation_id = self.organisation_id;
        Ok(Some(match recipient {
            Recipient::Addressee => return Ok(self.residents()),
            Recipient::Team(team) => Audience::Team { organisation_id, team: team.to_owned() },
            // Without a site it is for all officers who have one.
            Recipient::SiteOfficers => self.site_id.map_or_else(
                || Audience::Team { organisation_id, team: "housing".to_owned() },
                Audience::Patch,
            ),
            Recipient::SiteResidents => {
                let complaint = "enter the id of the residents' site, or their tenure";
                return self.residents().map(Some).ok_or_else(|| invalid_field("siteId", complaint));
            }
            Recipient::Managers => Audience::Role { organisation_id, role: Role::Manager },
            Recipient::Admins => Audience::Role { organisation_id, role: Role::Admin },
            Recipient::Controllers => Audience::ControlRoom(organisation_id),
        }))
    }
}

async fn own_site(db: &impl ConnectionTrait, organisation_id: i64, id: i64) -> Result<i64, Error> {
    let found = site::Entity::find_by_id(id).one(db).await?;
    match found.filter(|site| site.organisation_id == organisation_id) {
        Some(site) => Ok(site.id),
        None => Err(invalid_field("siteId", "there is no such site")),
    }
}
