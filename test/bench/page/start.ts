/** What a frame runs as soon as it is there. */
import { guard } from "./guard.ts";

guard(new AbortController().signal);
