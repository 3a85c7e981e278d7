/** @jsxImportSource react */
import { useEffect, useState } from "react";
import { type Customer, groups, initials } from "./customers.ts";
import { Icon } from "./icons.tsx";

const SHOWN = 24;
const TICK_MS = 1000;
/** Seconds after which the first caller is served and the next one joins. */
const SERVED_EVERY = 2;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** A page that never stands still: every second React writes its texts anew, and the rows move up. */
export function QueuePage({ customers }: { readonly customers: readonly Customer[] }) {
  const [seconds, setSeconds] = useState(0);
  const [running, setRunning] = useState(true);

  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setSeconds((before) => before + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);

  const served = Math.floor(seconds / SERVED_EVERY);
  const waiting = Array.from(
    { length: SHOWN },
    (_, index) => customers[(served + index) % customers.length],
  ).flatMap((customer) => customer ?? []);

  return (
    <>
      <header className="page-head">
        <h1>Call queue</h1>
        <span className="count" id="served">
          {served} served
        </span>
        <button
          type="button"
          className="button"
          id="pause"
          aria-pressed={!running}
          onClick={() => setRunning(!running)}
        >
          {running ? "Pause" : "Go on"}
        </button>
      </header>
      <div className="cards">
        {waiting.map((customer, index) => {
          const { id, name, company, phone } = customer;
          const [area, exchange, line] = groups(phone);
          return (
            <article key={id} className="panel caller" data-id={id}>
              <span className="avatar" data-hue={id % 6}>
                {initials(name)}
              </span>
              <div>
                <b>{name}</b>
                <small>{company}</small>
                <p className="phone">
                  ({area}) {exchange}-{line}
                </p>
                <small>
                  waiting {clock(seconds - served * SERVED_EVERY + (SHOWN - index) * 7)}
                </small>
              </div>
              <a className="icon-button text" href={`sms:${phone}`} aria-label={`Text ${name}`}>
                <Icon name="text" />
              </a>
            </article>
          );
        })}
      </div>
    </>
  );
}
