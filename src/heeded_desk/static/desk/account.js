// Opens every fold before printing, for browsers whose style sheets cannot, and closes again what was closed.
const folds = () => [...document.querySelectorAll(".account details:not([open])")];
let opened = [];
addEventListener("beforeprint", () => { opened = folds(); for (const fold of opened) fold.open = true; });
addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; });

// A link to a place within a closed fold opens it.
const show = () => {
  const there = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = there && there.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};
addEventListener("hashchange", show);
show();
