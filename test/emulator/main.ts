import { parseArgs } from "node:util";
import { startEmulator } from "./emulator.ts";
import { CLIENT_ID } from "./oauth.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    records: { type: "string", default: "1000" },
    login: { type: "string", default: "grant" },
  },
});
const emulator = await startEmulator({
  port: Number(values.port),
  records: Number(values.records),
  demo: true,
  switches: { login: values.login === "ask" ? "ask" : "grant" },
});
console.log(`RingCentral emulator on ${emulator.url}`);
console.log(
  `Server URL ${emulator.url}, client id ${CLIENT_ID}; control under ${emulator.url}/_control`,
);
process.once("SIGINT", () => void emulator.close());
