import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { pickerConfig, pickerPorts } from "../lib/browser/picker-ports.ts";
import { startPicker } from "../lib/guard/picker/picker.ts";
import { takeReader } from "../lib/guard/stage.ts";

/** In the frames of a guarded page, when a person wants to teach it a button. */
export default defineUnlistedScript(async () => {
  const { active, defaultCountry, theme } = await pickerConfig();
  if (!active) return;
  const { shadowOf } = pickerPorts;
  const near = { reader: takeReader(), shadowOf, country: () => defaultCountry };
  startPicker(window, pickerPorts, near, theme);
});
