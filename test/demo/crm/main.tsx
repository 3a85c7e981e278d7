/** @jsxImportSource react */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { loadCustomers } from "./customers.ts";
import "./dialer.ts";

const root = document.getElementById("root");
if (root) {
  const customers = await loadCustomers();
  createRoot(root).render(
    <StrictMode>
      <App customers={customers} />
    </StrictMode>,
  );
}
