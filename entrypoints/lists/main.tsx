import { mountOwnPage } from "../own-page/mount.tsx";
import { ListsPage } from "./ListsPage.tsx";

await mountOwnPage({ title: "lists", show: (last) => <ListsPage last={last} /> });
