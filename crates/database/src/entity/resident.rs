//! Residents, with the details that are part of each callout.

use sea_orm::entity::prelude::*;
use wire::label;

/// A resident. The id is the `customerId` of a callout.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resident")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Their account, if they have one.
    pub user_id: Option<String>,
    /// The organisation that houses them.
    pub organisation_id: i64,
    pub site_id: Option<i64>,
    pub name: String,
    pub surname: String,
    /// The contact address, which may differ from the sign-in address.
    pub email: String,
    pub mobile: String,
    /// As the resident stated it.
    pub gender: String,
    /// In the form `YYYY-MM-DD`.
    pub date_of_birth: Option<String>,
    /// Such as `Alfa Romeo`.
    pub vehicle_make: String,
    pub vehicle_model: String,
    pub vehicle_colour: String,
    pub vehicle_license_plate: String,
    /// The source of the details, as a number of the Callouts system.
    pub source_id: Option<i64>,
    /// The picture, as a number of the Callouts system.
    pub image_id: Option<i64>,
    /// The kind of occupancy, such as `tenant` or `leaseholder`.
    pub tenure: Option<String>,
    pub flat: Option<String>,
    pub street: Option<String>,
    pub town: Option<String>,
    /// County, state or province.
    pub region: Option<String>,
    pub postcode: Option<String>,
    pub country: Option<String>,
    /// The Unique Property Reference Number.
    pub uprn: Option<String>,
    /// Latitude of the home, if it differs from the site's.
    pub latitude: Option<f64>,
    /// Longitude of the home, if it differs from the site's.
    pub longitude: Option<f64>,
    pub created_at: i64,
    pub updated_at: i64,
}

impl Model {
    /// A resident without details, for the test delivery of a provider.
    pub fn nobody(organisation_id: i64) -> Self {
        let empty = String::new;
        Self {
            id: 0,
            user_id: None,
            organisation_id,
            site_id: None,
            name: "Test".to_owned(),
            surname: "Resident".to_owned(),
            email: empty(),
            mobile: empty(),
            gender: empty(),
            date_of_birth: None,
            vehicle_make: empty(),
            vehicle_model: empty(),
            vehicle_colour: empty(),
            vehicle_license_plate: empty(),
            source_id: None,
            image_id: None,
            tenure: None,
            flat: None,
            street: None,
            town: None,
            region: None,
            postcode: None,
            country: None,
            uprn: None,
            latitude: None,
            longitude: None,
            created_at: 0,
            updated_at: 0,
        }
    }

    /// First and family name, as far as they are known.
    pub fn full_name(&self) -> String {
        let name = format!("{} {}", self.name.trim(), self.surname.trim()).trim().to_owned();
        if name.is_empty() { "Resident".to_owned() } else { name }
    }

    /// The full name for use inside a sentence. Characters that reverse the direction of text do not affect what follows it.
    pub fn name_in_sentence(&self) -> String {
        label::isolated(&self.full_name()).into_owned()
    }
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
