/** @jsxImportSource react */
import { ContactPage } from "./contact-page.tsx";
import { ContactsPage } from "./contacts-page.tsx";
import type { Customer } from "./customers.ts";
import { Icon } from "./icons.tsx";
import { QueuePage } from "./queue-page.tsx";
import { Link, usePath } from "./router.tsx";
import { WorkspacePage } from "./workspace-page.tsx";

interface Props {
  readonly customers: readonly Customer[];
}

const NAV = [
  { path: "/contacts", name: "Contacts", icon: "contacts" },
  { path: "/queue", name: "Call queue", icon: "queue" },
  { path: "/workspace", name: "Workspace", icon: "workspace" },
] as const;

function Page({ customers }: Props) {
  const path = usePath();
  const id = /^\/contacts\/(\d+)$/.exec(path)?.[1];
  const customer = id === undefined ? undefined : customers[Number(id)];
  if (customer) return <ContactPage key={customer.id} customer={customer} all={customers} />;
  if (path === "/queue") return <QueuePage customers={customers} />;
  if (path === "/workspace") return <WorkspacePage customers={customers} />;
  return <ContactsPage customers={customers} />;
}

export function App({ customers }: Props) {
  const path = usePath();
  return (
    <div className="shell">
      <nav className="sidebar" aria-label="Main">
        <div className="brand">
          <span className="beacon" aria-hidden="true" />
          Lighthouse
        </div>
        {NAV.map(({ path: to, name, icon }) => (
          <Link key={to} to={to} className="nav-item" current={path.startsWith(to)}>
            <Icon name={icon} />
            {name}
          </Link>
        ))}
        <div className="agent">
          <span className="avatar" data-hue="2">
            DA
          </span>
          <span>
            Dana Agent
            <small>Support team</small>
          </span>
        </div>
      </nav>
      <main className="main">
        <Page customers={customers} />
      </main>
    </div>
  );
}
