// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { expect, it, vi } from "vitest";
import { DiagnosticsView } from "../../../components/diagnostics/DiagnosticsView.tsx";
import { expectAccessible, show } from "./support.tsx";

const diagnostics = {
  groups: [
    { name: "State", facts: [["opt-outs", 981] as const, ["sync", "idle"] as const] },
    { name: "Settings", facts: [["unverified", "block"] as const] },
  ],
};

it("shows the diagnostics and copies them as text", async () => {
  const copy = vi.fn(async (_text: string) => undefined);
  const { container } = show(<DiagnosticsView diagnostics={diagnostics} onCopy={copy} />);
  expect(screen.getByText("981")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Copy as text" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy());
  expect(copy).toHaveBeenCalledWith(
    "State\n  opt-outs: 981\n  sync: idle\n\nSettings\n  unverified: block",
  );
  await expectAccessible(container);
});
