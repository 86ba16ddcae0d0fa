//! The form of a supplier: the company that responders drive for, or that is phoned.

use wire::classification::{MEDICAL, SECURITY};
use wire::control::{ControlSupplier, NewSupplier, SupplierChange};
use wire::customer::{DETAIL_LIMIT, is_email};
use wire::invisible::is_blank;
use wire::label;
use wire::sender::phone;

use crate::model::form::{Field, Problem};
use crate::words;

/// The fields that can have problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupplierField {
    Name,
    /// The number to ring.
    Phone,
    Email,
}

impl Field for SupplierField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "supplier-name",
            Self::Phone => "supplier-phone",
            Self::Email => "supplier-email",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierForm {
    pub name: String,
    /// The number to ring.
    pub phone: String,
    /// Whom to ask for.
    pub person: String,
    pub email: String,
    pub address: String,
    /// It can be rung for security.
    pub security: bool,
    /// It can be rung for medical help.
    pub medical: bool,
    /// A company of the demonstration.
    pub demo: bool,
}

impl SupplierForm {
    /// An empty form.
    pub fn new() -> Self {
        Self { security: true, ..Self::default() }
    }

    /// The form of a stored supplier.
    pub fn of(known: &ControlSupplier) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let supplier = &known.supplier;
        Self {
            name: supplier.name.clone(),
            phone: text(&supplier.contact_number),
            person: text(&supplier.contact_person),
            email: text(&supplier.email),
            address: text(&supplier.address),
            security: known.response_type_ids.contains(&SECURITY),
            medical: known.response_type_ids.contains(&MEDICAL),
            demo: known.demo,
        }
    }

    /// Validates the form of a new supplier.
    pub fn parse_new(&self) -> Result<NewSupplier, Vec<Problem<SupplierField>>> {
        self.check()?;
        let some = |text: &String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        Ok(NewSupplier {
            name: self.name.trim().to_owned(),
            contact_number: some(&self.phone),
            email: some(&self.email),
            contact_person: some(&self.person),
            address: some(&self.address),
            response_type_ids: self.rung_for(),
            demo: self.demo,
            ..NewSupplier::default()
        })
    }

    /// Validates the form of a stored supplier.
    pub fn parse_change(&self) -> Result<SupplierChange, Vec<Problem<SupplierField>>> {
        self.check()?;
        let text = |text: &String| Some(text.trim().to_owned());
        Ok(SupplierChange {
            name: text(&self.name),
            contact_number: text(&self.phone),
            email: text(&self.email),
            contact_person: text(&self.person),
            address: text(&self.address),
            response_type_ids: Some(self.rung_for()),
            ..SupplierChange::default()
        })
    }

    fn check(&self) -> Result<(), Vec<Problem<SupplierField>>> {
        let words = words::vehicles();
        let (phone, email) = (self.phone.trim(), self.email.trim());
        let checks = [
            (SupplierField::Name, label::parse(&self.name, DETAIL_LIMIT).is_err(), words.enter_company),
            (SupplierField::Phone, !is_blank(phone) && phone::dialable(phone).is_err(), words.enter_phone),
            (SupplierField::Email, !is_blank(email) && !is_email(email), words.enter_email),
        ];
        let problems: Vec<_> = checks
            .into_iter()
            .filter(|(_, wrong, _)| *wrong)
            .map(|(field, _, complaint)| Problem::Field(field, complaint.to_owned()))
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn rung_for(&self) -> Vec<i64> {
        let all = [(SECURITY, self.security), (MEDICAL, self.medical)];
        all.into_iter().filter(|(_, rung)| *rung).map(|(id, _)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_reported_at_once() {
        let form = SupplierForm { phone: "ask".into(), email: "at".into(), ..SupplierForm::new() };
        assert_eq!(form.parse_new().unwrap_err().len(), 3);
    }

    #[test]
    fn an_emptied_field_is_sent_as_empty() {
        let form = SupplierForm { name: "Acacia Guards".into(), ..SupplierForm::new() };
        assert_eq!(form.parse_change().unwrap().contact_number.as_deref(), Some(""));
        assert_eq!(form.parse_new().unwrap().contact_number, None);
    }
}
