import type { ListTabProps } from "../desk.ts";
import { OwnExport } from "./OwnExport.tsx";
import { ServerExport } from "./ServerExport.tsx";

/** Consents go out: RingCentral's own file, and ours as a CRM reads it. */
export function ExportTab(props: ListTabProps) {
  return (
    <>
      <OwnExport {...props} />
      <ServerExport {...props} />
    </>
  );
}
