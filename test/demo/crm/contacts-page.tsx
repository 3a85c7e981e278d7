/** @jsxImportSource react */
import { useDeferredValue, useMemo, useState } from "react";
import { type Customer, dollars, formatPhone, initials } from "./customers.ts";
import { Icon } from "./icons.tsx";
import { Link } from "./router.tsx";

const COLUMNS = [
  { key: "name", name: "Name" },
  { key: "phone", name: "Mobile" },
  { key: "stage", name: "Stage" },
  { key: "owner", name: "Owner" },
  { key: "value", name: "Value" },
] as const;
type Key = (typeof COLUMNS)[number]["key"];

const compare = (a: Customer, b: Customer, key: Key): number =>
  key === "value" ? a.value - b.value : a[key].localeCompare(b[key]);

function Row({ customer }: { readonly customer: Customer }) {
  const { id, name, company, phone, stage, owner, value } = customer;
  return (
    <tr data-id={id}>
      <td>
        <span className="who">
          <span className="avatar" data-hue={id % 6}>
            {initials(name)}
          </span>
          <span>
            <Link to={`/contacts/${id}`} className="name">
              {name}
            </Link>
            <small>{company}</small>
          </span>
        </span>
      </td>
      <td className="phone">{formatPhone(customer)}</td>
      <td>
        <span className="chip" data-stage={stage}>
          {stage}
        </span>
      </td>
      <td>{owner}</td>
      <td className="money">{dollars(value)}</td>
      <td className="row-actions">
        <a className="icon-button" href={`tel:${phone}`} aria-label={`Call ${name}`}>
          <Icon name="call" />
        </a>
        <a className="icon-button text" href={`sms:${phone}`} aria-label={`Text ${name}`}>
          <Icon name="text" />
        </a>
      </td>
    </tr>
  );
}

export function ContactsPage({ customers }: { readonly customers: readonly Customer[] }) {
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<{ key: Key; down: boolean } | null>(null);
  const wanted = useDeferredValue(search.trim().toLowerCase());

  const shown = useMemo(() => {
    const digits = wanted.replace(/\D/g, "");
    const found = customers.filter(
      ({ name, company, phone }) =>
        `${name} ${company}`.toLowerCase().includes(wanted) ||
        (digits !== "" && phone.includes(digits)),
    );
    return sort ? found.toSorted((a, b) => compare(a, b, sort.key) * (sort.down ? -1 : 1)) : found;
  }, [customers, wanted, sort]);

  return (
    <>
      <header className="page-head">
        <h1>Contacts</h1>
        <span className="count">{shown.length} people</span>
        <label className="search">
          <Icon name="search" />
          <input
            type="search"
            placeholder="Search name, company or number"
            aria-label="Search contacts"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      </header>
      <div className="panel table-panel">
        <table>
          <thead>
            <tr>
              {COLUMNS.map(({ key, name }) => {
                const down = sort?.key === key && !sort.down;
                const order = sort?.key === key ? (sort.down ? "descending" : "ascending") : "none";
                return (
                  <th key={key} aria-sort={order} className={key === "value" ? "money" : undefined}>
                    <button type="button" onClick={() => setSort({ key, down })}>
                      {name}
                    </button>
                  </th>
                );
              })}
              <th>
                <span className="hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((customer) => (
              <Row key={customer.id} customer={customer} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
