// Looks every two seconds how far the run is and shows it in place, without moving the reader.
const look = async () => {
  const here = document.getElementById("progress");
  if (!here || !here.hasAttribute("data-open")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("progress");
    if (answer.ok && now) here.replaceWith(document.adoptNode(now));
  } catch { /* the server is away for a moment; the next look tells */ }
  setTimeout(look, 2000);
};
setTimeout(look, 2000);
