/** @jsxImportSource react */
import { createElement } from "react";
import { type Customer, formatPhone } from "./customers.ts";

interface Props {
  readonly customers: readonly Customer[];
}

const entries = (customers: readonly Customer[]): string =>
  JSON.stringify(
    customers.map((customer) => ({
      name: customer.name,
      phone: customer.phone,
      written: formatPhone(customer),
    })),
  );

function Dialer({ customers, mode }: Props & { readonly mode: "open" | "closed" }) {
  return createElement("lighthouse-dialer", { id: mode, mode, entries: entries(customers) });
}

/** The other origin under which the same server answers, as a partner's widget would. */
const partner = (): string =>
  `${location.protocol}//${location.hostname === "localhost" ? "127.0.0.1" : "localhost"}:${location.port}`;

/** Where the guard has to look twice: widgets in shadow roots, an old view and a partner's in frames. */
export function WorkspacePage({ customers }: Props) {
  return (
    <>
      <header className="page-head">
        <h1>Workspace</h1>
        <span className="count">Friday's follow-ups</span>
      </header>
      <div className="cards wide">
        <section className="panel">
          <h2>Speed dial</h2>
          <Dialer customers={customers.slice(0, 5)} mode="open" />
        </section>
        <section className="panel">
          <h2>Favorites</h2>
          <Dialer customers={customers.slice(8, 13)} mode="closed" />
        </section>
        <section className="panel">
          <h2>Classic view</h2>
          <iframe id="classic" title="Classic view" src="/classic" />
        </section>
        <section className="panel">
          <h2>Partner portal</h2>
          <iframe id="partner" title="Partner portal" src={`${partner()}/partner`} />
        </section>
      </div>
    </>
  );
}
