/** @jsxImportSource react */
import { useState } from "react";
import { type Customer, dollars, formatPhone, groups, initials } from "./customers.ts";
import { Icon } from "./icons.tsx";
import { Link } from "./router.tsx";

interface Props {
  readonly customer: Customer;
  readonly all: readonly Customer[];
}

/** Speaks for the customer's phone, which this demo does not have. */
async function reply(customer: Customer, text: string): Promise<void> {
  await fetch("/demo/reply", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ from: customer.phone, text }),
  });
}

function Actions({ customer }: { readonly customer: Customer }) {
  const { phone, name } = customer;
  const web = `https://app.ringcentral.com/r/sms?type=new&number=${encodeURIComponent(phone)}`;
  return (
    <div className="actions">
      <a className="button" id="call" href={`tel:${phone}`}>
        <Icon name="call" />
        Call
      </a>
      <a className="button primary" id="text" href={`sms:${phone}?body=Hi%20${name.split(" ")[0]}`}>
        <Icon name="text" />
        Text
      </a>
      <a className="button" id="text-ringcentral" href={web} target="_blank" rel="noreferrer">
        Text in RingCentral
      </a>
      <button
        type="button"
        className="button"
        id="reminder"
        onClick={() => {
          location.href = `sms:${phone}?body=${encodeURIComponent("A reminder of our appointment")}`;
        }}
      >
        Send reminder
      </button>
      <button
        type="button"
        className="button"
        id="quick-text"
        onClick={() => window.open(`sms:${phone}`, "_self")}
      >
        Quick text
      </button>
    </div>
  );
}

function Details({ customer }: { readonly customer: Customer }) {
  const { company, stage, owner, email, value } = customer;
  return (
    <section className="panel">
      <h2>Details</h2>
      <div className="fields">
        <label>
          Mobile
          <input type="tel" id="mobile" defaultValue={formatPhone(customer)} />
        </label>
        <label>
          Email
          <input type="email" defaultValue={email} />
        </label>
        <label>
          Company
          <input defaultValue={company} />
        </label>
        <label>
          Owner
          <input readOnly value={owner} />
        </label>
        <label>
          Stage
          <input defaultValue={stage} />
        </label>
        <label>
          Value
          <input readOnly value={dollars(value)} />
        </label>
      </div>
    </section>
  );
}

function Timeline({ customer }: { readonly customer: Customer }) {
  const [replies, setReplies] = useState<readonly string[]>([]);
  const first = customer.name.split(" ")[0];
  const [area, exchange, line] = groups(customer.phone);
  const say = async (text: string): Promise<void> => {
    await reply(customer, text);
    setReplies((before) => [...before, text]);
  };
  return (
    <section className="panel">
      <h2>Timeline</h2>
      <ol className="timeline">
        <li>
          <small>Yesterday, 4:12 PM · Call</small>
          {first} asked us to use {area} {exchange} {line} and not the office line.
        </li>
        <li>
          <small>Yesterday, 4:20 PM · Note</small>
          Order 4155552633 shipped; invoice INV-2025550199 is open until the 30th.
        </li>
        <li>
          <small>Today, 9:05 AM · Text sent</small>
          Hi {first}, your appointment is on Friday at 10:30. Reply STOP to opt out.
        </li>
        {replies.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: replies are only ever added at the end
          <li key={index} className="reply">
            <small>Just now · Text received</small>
            {text}
          </li>
        ))}
      </ol>
      <p className="demo-reply">
        <span>Demo: answer as the customer</span>
        <button type="button" className="button" id="reply-stop" onClick={() => say("STOP")}>
          STOP
        </button>
        <button type="button" className="button" id="reply-start" onClick={() => say("START")}>
          START
        </button>
      </p>
    </section>
  );
}

function Household({ customer, all }: Props) {
  const members = all.slice(customer.id + 1, customer.id + 4);
  const everyone = [customer, ...members].map(({ phone }) => phone).join(",");
  return (
    <section className="panel">
      <h2>Same household</h2>
      <ul className="members">
        {members.map((member) => (
          <li key={member.id}>
            <span className="avatar" data-hue={member.id % 6}>
              {initials(member.name)}
            </span>
            <span>
              <Link to={`/contacts/${member.id}`} className="name">
                {member.name}
              </Link>
              <small>{formatPhone(member)}</small>
            </span>
            <a
              className="icon-button text"
              href={`sms:${member.phone}`}
              aria-label={`Text ${member.name}`}
            >
              <Icon name="text" />
            </a>
          </li>
        ))}
      </ul>
      <a className="button" id="text-everyone" href={`sms:${everyone}`}>
        Text everyone
      </a>
    </section>
  );
}

export function ContactPage({ customer, all }: Props) {
  const { id, name, company, stage } = customer;
  return (
    <>
      <header className="page-head record-head">
        <Link to="/contacts" className="icon-button">
          <Icon name="back" />
          <span className="hidden">All contacts</span>
        </Link>
        <span className="avatar large" data-hue={id % 6}>
          {initials(name)}
        </span>
        <div>
          <h1>{name}</h1>
          <p>
            {company} ·{" "}
            <a href={`tel:${customer.phone}`} id="phone">
              {formatPhone(customer)}
            </a>{" "}
            <span className="chip" data-stage={stage}>
              {stage}
            </span>
          </p>
        </div>
        <Actions customer={customer} />
      </header>
      <div className="record">
        <div>
          <Details customer={customer} />
          <Household customer={customer} all={all} />
        </div>
        <Timeline customer={customer} />
      </div>
    </>
  );
}
