import { mountOwnPage } from "../own-page/mount.tsx";
import { OptionsPage } from "./OptionsPage.tsx";

await mountOwnPage({ title: "settings", show: (last) => <OptionsPage last={last} /> });
