import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const [customers, setCustomers] = useState([]);
  window.app = { set: setCustomers };
  return (
    <table>
      <tbody>
        {customers.map(({ id, name, area, local, href }) => (
          <tr key={id}>
            <td>{name}</td>
            <td>
              ({area}) {local}
            </td>
            <td>
              <a href={href}>Text {name}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
