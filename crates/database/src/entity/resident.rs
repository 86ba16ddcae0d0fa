//! People who live somewhere, with the details that travel with every callout.

use sea_orm::entity::prelude::*;
use wire::label;

/// A resident; its id is the `customerId` of a callout.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resident")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Their account, when they have one.
    pub user_id: Option<String>,
    /// The organisation that houses them.
    pub customer_id: i64,
    /// Where they live.
    pub site_id: Option<i64>,
    /// First name.
    pub name: String,
    /// Family name.
    pub surname: String,
    /// Where to write to; not the sign-in.
    pub email: String,
    /// Where to ring.
    pub mobile: String,
    /// As they said it.
    pub gender: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: Option<String>,
    /// Such as `Alfa Romeo`.
    pub vehicle_make: String,
    /// Such as `4c`.
    pub vehicle_model: String,
    /// Such as `Red`.
    pub vehicle_colour: String,
    /// As on the plate.
    pub vehicle_license_plate: String,
    /// Where the details came from, a number of the Callouts system.
    pub customer_source_id: Option<i64>,
    /// A picture, a number of the Callouts system.
    pub image_id: Option<i64>,
    /// How they hold their home, such as `tenant` or `leaseholder`.
    pub tenure: Option<String>,
    /// The flat.
    pub flat: Option<String>,
    /// Number and street.
    pub street: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// County, state or province.
    pub region: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Unique Property Reference Number.
    pub uprn: Option<String>,
    /// Degrees north of their home, when that is not the site's.
    pub latitude: Option<f64>,
    /// Degrees east of it.
    pub longitude: Option<f64>,
    /// When they were added.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
}

impl Model {
    /// Somebody who stands for a resident in a test.
    pub fn nobody(customer_id: i64) -> Self {
        let empty = String::new;
        Self {
            id: 0,
            user_id: None,
            customer_id,
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
            customer_source_id: None,
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

    /// First and family name, or what there is of them.
    pub fn full_name(&self) -> String {
        let name = format!("{} {}", self.name.trim(), self.surname.trim()).trim().to_owned();
        if name.is_empty() { "Resident".to_owned() } else { name }
    }

    /// The full name for use inside a sentence: one that was stored with characters that reverse text leaves it alone.
    pub fn name_in_sentence(&self) -> String {
        label::isolated(&self.full_name()).into_owned()
    }
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
