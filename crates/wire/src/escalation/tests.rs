//! Ladders that are accepted or refused, and the seconds at which they climb.

use super::*;
use proptest::prelude::*;

fn ladder(json: &str) -> LadderChange {
    serde_json::from_str(json).unwrap()
}

const SECOND: i64 = 1000;

#[test]
fn the_default_ladder_can_be_saved() {
    let change = LadderChange { steps: default_steps() };
    assert!(change.problems().is_empty(), "{:?}", change.problems());
    let read: LadderChange = serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap();
    assert_eq!(read, change);
}

#[test]
fn a_ladder_that_would_end_in_silence_is_refused() {
    let once =
        r#"{"steps":[{"afterSeconds":60,"whom":["everybody"],"how":["screen"],"repeatSeconds":null}]}"#;
    let few = r#"{"steps":[{"afterSeconds":60,"whom":["controllers"],"how":["screen"],"repeatSeconds":60}]}"#;
    let no_screen =
        r#"{"steps":[{"afterSeconds":60,"whom":["everybody"],"how":["email"],"repeatSeconds":60}]}"#;
    for (json, field) in
        [(once, "steps.0.repeatSeconds"), (few, "steps.0.whom"), (no_screen, "steps.0.how"), ("{}", "steps")]
    {
        assert!(ladder(json).problems().iter().any(|(name, _)| name == field), "{json}");
    }
}

#[test]
fn steps_climb_and_name_people_that_are_known() {
    let json = r#"{"steps":[{"afterSeconds":60,"whom":["my neighbour"],"how":["pigeon"]},
        {"afterSeconds":60,"whom":["everybody","+447700900123"],"how":["screen"],"repeatSeconds":5}]}"#;
    let problems = ladder(json).problems();
    let names: Vec<_> = problems.iter().map(|(name, _)| name.to_owned()).collect();
    for field in
        ["steps.0.whom", "steps.0.how", "steps.1.afterSeconds", "steps.1.how", "steps.1.repeatSeconds"]
    {
        assert!(names.iter().any(|name| name == field), "{field} in {names:?}");
    }
}

#[test]
fn the_default_climbs_second_by_second_as_it_says() {
    let steps = default_steps();
    let mut taken = None;
    let mut rungs = Vec::new();
    for second in 0..=800 {
        let plan = plan(&steps, 0, second * SECOND, taken);
        for rung in plan.due {
            rungs.push((second, rung.step, rung.repetition));
            taken = Some(rung);
        }
    }
    assert_eq!(rungs, [(60, 0, 0), (180, 1, 0), (480, 1, 1), (780, 1, 2)]);
}

#[test]
fn after_an_outage_each_step_is_taken_once_and_missed_repetitions_are_not_made_up() {
    let steps = default_steps();
    let plan = plan(&steps, 0, 1_000 * SECOND, None);
    assert_eq!(plan.due, [Rung { step: 0, repetition: 0 }, Rung { step: 1, repetition: 2 }]);
    assert_eq!(plan.next_at, Some(1_080 * SECOND));
}

#[test]
fn a_repeated_step_ends_when_the_next_begins() {
    let step = |after_seconds, repeat_seconds| Step {
        after_seconds,
        repeat_seconds,
        whom: vec![Target::Everybody],
        how: vec![Channel::Screen],
    };
    let steps = [step(0, Some(30)), step(100, Some(60))];
    let at = |second: i64, taken| plan(&steps, 0, second * SECOND, taken);
    assert_eq!(at(95, None).due, [Rung { step: 0, repetition: 3 }]);
    assert_eq!(at(95, None).next_at, Some(100 * SECOND));
    let all = at(100, Some(Rung { step: 0, repetition: 3 }));
    assert_eq!(all.due, [Rung { step: 1, repetition: 0 }]);
}

proptest! {
    /// However irregularly the plan is looked at, nothing is taken twice, and there is always a next rung.
    #[test]
    fn the_ladder_never_ends_and_never_repeats_itself(
        pauses in proptest::collection::vec(1_i64..400, 1..60),
        first in 0_i64..200, gap in 1_i64..300, again in 30_i64..600,
    ) {
        let step = |after_seconds, repeat_seconds| Step {
            after_seconds, repeat_seconds, whom: vec![Target::Everybody], how: vec![Channel::Screen],
        };
        let steps = [step(first, None), step(first + gap, Some(again))];
        let (mut now, mut taken) = (0, None);
        let mut last: Option<Rung> = None;
        for pause in pauses {
            now += pause * SECOND;
            let plan = plan(&steps, 0, now, taken);
            for rung in plan.due {
                prop_assert!(last.is_none_or(|last| rung > last));
                last = Some(rung);
                taken = Some(rung);
            }
            prop_assert!(plan.next_at.is_some_and(|next| next > now));
        }
    }
}
