export const DECISION_PATH = "/restapi/oauth/decision";

const PERMISSIONS = [
  "Read your account and its phone numbers",
  "Read and change SMS consents",
  "Be told of changes as they happen",
];

/** What a person sees who is asked whether an app may have the account. */
export const loginPage = (id: string, app: string, user: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 24rem; margin: 10vh auto; padding: 2rem; border: 1px solid #8886; border-radius: 12px; }
  button { font: inherit; padding: .6rem 1.2rem; border-radius: 8px; border: 1px solid #8888; cursor: pointer; }
  button[value=authorize] { background: #06c; border-color: #06c; color: #fff; }
</style>
<main>
  <h1>Allow ${app}?</h1>
  <p>You are signed in as <strong>${user}</strong>. The app will be able to:</p>
  <ul>${PERMISSIONS.map((permission) => `<li>${permission}</li>`).join("")}</ul>
  <form method="post" action="${DECISION_PATH}">
    <input type="hidden" name="id" value="${id}">
    <button name="decision" value="authorize">Authorize</button>
    <button name="decision" value="refuse">Cancel</button>
  </form>
</main>
</html>`;
