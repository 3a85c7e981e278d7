import { mountOwnPage } from "../own-page/mount.tsx";
import { DiagnosticsPage } from "./DiagnosticsPage.tsx";

await mountOwnPage({ title: "diagnostics", show: () => <DiagnosticsPage /> });
