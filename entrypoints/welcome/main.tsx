import { mountOwnPage } from "../own-page/mount.tsx";
import { WelcomePage } from "./WelcomePage.tsx";

await mountOwnPage({ title: "welcome_title", show: (last) => <WelcomePage last={last} /> });
