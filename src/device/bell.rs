//! The alarm's sound: two short tones, made here, so that no file has to be loaded while somebody waits.
//!
//! A browser lets a page sound only after a person has touched it; until then [`Bell::is_blocked`] says so.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type AudioContext;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<AudioContext, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn state(this: &AudioContext) -> String;
    #[wasm_bindgen(method, getter, js_name = currentTime)]
    fn current_time(this: &AudioContext) -> f64;
    #[wasm_bindgen(method, getter)]
    fn destination(this: &AudioContext) -> JsValue;
    #[wasm_bindgen(method)]
    fn resume(this: &AudioContext) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    fn close(this: &AudioContext) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = createOscillator)]
    fn create_oscillator(this: &AudioContext) -> Tone;
    #[wasm_bindgen(method, js_name = createGain)]
    fn create_gain(this: &AudioContext) -> Volume;

    type Tone;
    #[wasm_bindgen(method, getter)]
    fn frequency(this: &Tone) -> Parameter;
    #[wasm_bindgen(method)]
    fn connect(this: &Tone, to: &Volume);
    #[wasm_bindgen(method)]
    fn start(this: &Tone, at: f64);
    #[wasm_bindgen(method)]
    fn stop(this: &Tone, at: f64);

    type Volume;
    #[wasm_bindgen(method, getter)]
    fn gain(this: &Volume) -> Parameter;
    #[wasm_bindgen(method)]
    fn connect(this: &Volume, to: &JsValue);

    type Parameter;
    #[wasm_bindgen(method, js_name = setValueAtTime)]
    fn set(this: &Parameter, value: f64, at: f64);
    #[wasm_bindgen(method, js_name = linearRampToValueAtTime)]
    fn ramp(this: &Parameter, value: f64, at: f64);
}

/// What a sound means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    /// Somebody asks for help.
    Alarm,
    /// No alarm can arrive here.
    Deaf,
}

/// A device for sound; none where the browser has none.
pub struct Bell {
    context: Option<AudioContext>,
}

impl Bell {
    /// Makes one. It is silent until it is rung.
    pub fn new() -> Self {
        Self { context: AudioContext::new().ok() }
    }

    /// Whether the browser still waits for somebody to touch the page.
    pub fn is_blocked(&self) -> bool {
        self.context.as_ref().is_some_and(|context| context.state() == "suspended")
    }

    /// Asks to be let sound; worth trying from a press of a key or a finger.
    pub fn unblock(&self) {
        if let Some(context) = &self.context {
            let _ = context.resume();
        }
    }

    /// Sounds an alarm once.
    pub fn ring(&self) {
        self.play(Tune::Alarm);
    }

    /// Sounds once.
    pub fn play(&self, tune: Tune) {
        let Some(context) = self.context.as_ref().filter(|context| context.state() == "running") else {
            return;
        };
        let tones: &[(f64, f64)] = match tune {
            Tune::Alarm => &[(880.0, 0.0), (660.0, 0.28)],
            Tune::Deaf => &[(330.0, 0.0), (330.0, 0.35), (247.0, 0.7)],
        };
        for &(pitch, after) in tones {
            sound(context, pitch, context.current_time() + after);
        }
    }
}

impl Default for Bell {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            let _ = context.close();
        }
    }
}

/// A quarter of a second, swelling and fading, so that it does not crack.
fn sound(context: &AudioContext, pitch: f64, at: f64) {
    let (tone, volume) = (context.create_oscillator(), context.create_gain());
    tone.frequency().set(pitch, at);
    volume.gain().set(0.0, at);
    volume.gain().ramp(0.25, at + 0.02);
    volume.gain().ramp(0.0, at + 0.25);
    tone.connect(&volume);
    volume.connect(&context.destination());
    tone.start(at);
    tone.stop(at + 0.26);
}
