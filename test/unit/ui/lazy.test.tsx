// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { Failure } from "../../../lib/failure.ts";
import { type Lazy, lazy, useLazy } from "../../../lib/ui/lazy.ts";

afterEach(cleanup);

function Shown({ code, onRender }: { code: Lazy<string>; onRender?: () => void }) {
  const { value, failure } = useLazy(code);
  onRender?.();
  return <p>{failure?.code ?? value ?? "waits"}</p>;
}

it("shows what has come, at once when it is at hand", async () => {
  const code = lazy(async () => "here");
  render(<Shown code={code} />);
  expect(screen.getByText("waits")).toBeTruthy();
  await screen.findByText("here");
  cleanup();
  render(<Shown code={code} />);
  expect(screen.getByText("here")).toBeTruthy();
});

it("misses nothing that comes while it is rendered", async () => {
  let present: string | null = null;
  const code: Lazy<string> = { load: async () => "here", present: () => present };
  render(
    <Shown
      code={code}
      onRender={() => {
        present = "here";
      }}
    />,
  );
  await screen.findByText("here");
});

it("says why it has not come, and is fetched anew by the next", async () => {
  let tries = 0;
  const code = lazy(async () => {
    if (tries++ === 0) throw new Failure("offline");
    return "here";
  });
  render(<Shown code={code} />);
  await screen.findByText("offline");
  cleanup();
  render(<Shown code={code} />);
  await screen.findByText("here");
});
