import { mountOwnPage } from "../own-page/mount.tsx";
import { AuditPage } from "./AuditPage.tsx";

await mountOwnPage({ title: "audit", show: (last) => <AuditPage last={last} /> });
