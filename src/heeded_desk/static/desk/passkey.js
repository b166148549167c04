// Asks the browser for a passkey, puts its answer into the form and sends it. Without scripts, codes of an app do the same.
const form = document.querySelector("[data-passkey]");
const said = form.querySelector("[role=alert]");
const options = JSON.parse(document.getElementById("passkey-options").textContent);
const ask = form.dataset.passkey === "add" ? () => webauthnJSON.create(options) : () => webauthnJSON.get(options);

form.querySelector("button[data-ask]").addEventListener("click", async () => {
  said.textContent = "";
  try {
    form.querySelector("[name=credential]").value = JSON.stringify(await ask());
    form.submit();
  } catch {
    said.textContent = "The browser gave no passkey. It may have been refused, or have taken too long. Try again, or use another way.";
  }
});
