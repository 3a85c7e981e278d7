/** What a frame runs as soon as it is there. */
import { markFrame } from "../../../lib/guard/quiet-frame.ts";
import { guard } from "./guard.ts";

guard(new AbortController().signal, markFrame);
