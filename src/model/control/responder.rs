//! The form of a responder: one vehicle with its crew.

use wire::classification::{DEMO, MEDICAL, SECURITY};
use wire::control::{ControlResponder, NewResponder, ResponderChange, ResponderPosition};
use wire::id::SupplierId;
use wire::invisible::is_blank;

use super::place;
use crate::model::form::{Field, Problem};
use crate::words;

/// The fields that can have problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponderField {
    Name,
    Supplier,
    /// What they are trained for.
    Trained,
    Latitude,
    Longitude,
}

impl Field for ResponderField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "responder-name",
            Self::Supplier => "responder-supplier",
            Self::Trained => "responder-security",
            Self::Latitude => "responder-latitude",
            Self::Longitude => "responder-longitude",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponderForm {
    pub name: String,
    pub surname: String,
    /// How they are called on the radio.
    pub callsign: String,
    pub mobile: String,
    /// Make of the vehicle.
    pub make: String,
    /// Model of the vehicle.
    pub model: String,
    /// Colour of the vehicle.
    pub colour: String,
    pub plate: String,
    /// The chosen company's number.
    pub supplier: String,
    pub security: bool,
    /// Trained for medical help.
    pub medical: bool,
    /// A vehicle of the demonstration.
    pub demo: bool,
    pub on_duty: bool,
    /// Degrees north, as typed or picked on the map.
    pub latitude: String,
    pub longitude: String,
}

impl ResponderForm {
    /// An empty form for a demo vehicle, the most frequent kind.
    pub fn new_demo() -> Self {
        Self { security: true, medical: true, demo: true, on_duty: true, ..Self::default() }
    }

    /// The form of a stored responder.
    pub fn of(known: &ControlResponder) -> Self {
        let responder = &known.responder;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let at = known.position.as_ref();
        Self {
            name: responder.name.clone(),
            surname: responder.surname.clone(),
            callsign: text(&responder.callsign),
            mobile: text(&responder.mobile),
            make: text(&responder.vehicle_make),
            model: text(&responder.vehicle_model),
            colour: text(&responder.vehicle_colour),
            plate: text(&responder.vehicle_license_plate),
            supplier: responder.supplier_id.map(|id| id.to_string()).unwrap_or_default(),
            security: known.response_type_ids.contains(&SECURITY),
            medical: known.response_type_ids.contains(&MEDICAL),
            demo: known.demo,
            on_duty: responder.active,
            latitude: at.map(|at| place::typed(at.latitude)).unwrap_or_default(),
            longitude: at.map(|at| place::typed(at.longitude)).unwrap_or_default(),
        }
    }

    /// Validates the form of a new responder.
    pub fn parse_new(&self) -> Result<NewResponder, Vec<Problem<ResponderField>>> {
        let mut problems = self.problems();
        let supplier = self.supplier.parse().map(SupplierId);
        if supplier.is_err() {
            let complaint =
                Problem::Field(ResponderField::Supplier, words::vehicles().choose_supplier.to_owned());
            // It is second on the screen, so it is reported second.
            problems.insert(usize::from(is_blank(&self.name)), complaint);
        }
        let (Ok(supplier_id), true) = (supplier, problems.is_empty()) else { return Err(problems) };
        let some = |text: &String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        Ok(NewResponder {
            name: self.name.trim().to_owned(),
            surname: self.surname.trim().to_owned(),
            callsign: some(&self.callsign),
            mobile: some(&self.mobile),
            vehicle_make: some(&self.make),
            vehicle_model: some(&self.model),
            vehicle_colour: some(&self.colour),
            vehicle_license_plate: some(&self.plate),
            supplier_id,
            response_type_ids: self.trained_for(),
            demo: self.demo,
            position: self.position(),
        })
    }

    /// Validates the form of a stored responder. `before` shows whether the place was changed: an unchanged place is
    /// left out, so that an old form does not move a driving vehicle back.
    pub fn parse_change(&self, before: &Self) -> Result<ResponderChange, Vec<Problem<ResponderField>>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let text = |text: &String| Some(text.trim().to_owned());
        let moved = (&self.latitude, &self.longitude) != (&before.latitude, &before.longitude);
        Ok(ResponderChange {
            name: text(&self.name),
            surname: text(&self.surname),
            callsign: text(&self.callsign),
            mobile: text(&self.mobile),
            vehicle_make: text(&self.make),
            vehicle_model: text(&self.model),
            vehicle_colour: text(&self.colour),
            vehicle_license_plate: text(&self.plate),
            response_type_ids: Some(self.trained_for()),
            active: Some(self.on_duty),
            position: moved.then(|| self.position()).flatten(),
        })
    }

    fn problems(&self) -> Vec<Problem<ResponderField>> {
        let words = words::vehicles();
        let placed = !self.latitude.trim().is_empty() || !self.longitude.trim().is_empty();
        let checks = [
            (ResponderField::Name, is_blank(&self.name), words.enter_name),
            (ResponderField::Trained, !self.security && !self.medical && !self.demo, words.choose_training),
            (
                ResponderField::Latitude,
                placed && place::latitude(&self.latitude).is_none(),
                words.enter_latitude,
            ),
            (
                ResponderField::Longitude,
                placed && place::longitude(&self.longitude).is_none(),
                words.enter_longitude,
            ),
        ];
        checks
            .into_iter()
            .filter(|(_, wrong, _)| *wrong)
            .map(|(field, _, complaint)| Problem::Field(field, complaint.to_owned()))
            .collect()
    }

    fn trained_for(&self) -> Vec<i64> {
        let all = [(SECURITY, self.security), (MEDICAL, self.medical), (DEMO, self.demo)];
        all.into_iter().filter(|(_, trained)| *trained).map(|(id, _)| id).collect()
    }

    fn position(&self) -> Option<ResponderPosition> {
        Some(place::position(place::latitude(&self.latitude)?, place::longitude(&self.longitude)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> ResponderForm {
        ResponderForm { name: "Demo".into(), supplier: "4".into(), ..ResponderForm::new_demo() }
    }

    fn fields(problems: &[Problem<ResponderField>]) -> Vec<ResponderField> {
        let field = |problem: &Problem<ResponderField>| match problem {
            Problem::Field(field, _) => *field,
            Problem::Server(_) => unreachable!("parsing asks no server"),
        };
        problems.iter().map(field).collect()
    }

    #[test]
    fn all_problems_are_reported_at_once_in_the_order_of_the_form() {
        let form = ResponderForm { latitude: "north".into(), ..ResponderForm::default() };
        let problems = form.parse_new().unwrap_err();
        use ResponderField as F;
        assert_eq!(fields(&problems), [F::Name, F::Supplier, F::Trained, F::Latitude, F::Longitude]);
    }

    #[test]
    fn a_vehicle_can_be_created_without_a_place() {
        assert_eq!(typed().parse_new().unwrap().position, None);
        let placed = ResponderForm { latitude: "-26.1".into(), longitude: "28.08".into(), ..typed() };
        let position = placed.parse_new().unwrap().position.unwrap();
        assert_eq!((position.latitude.degrees(), position.longitude.degrees()), (-26.1, 28.08));
    }

    #[test]
    fn a_change_moves_a_vehicle_only_if_its_place_was_changed() {
        let before = ResponderForm { latitude: "-26.1".into(), longitude: "28.08".into(), ..typed() };
        let renamed = ResponderForm { name: "Other".into(), ..before.clone() };
        assert_eq!(renamed.parse_change(&before).unwrap().position, None);
        let moved = ResponderForm { latitude: "-26.2".into(), ..before.clone() };
        assert!(moved.parse_change(&before).unwrap().position.is_some());
    }
}
