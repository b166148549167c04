(function () {
  var box = document.getElementById("find"), field = document.getElementById("q"), told = document.getElementById("told");
  var entries = [].slice.call(document.querySelectorAll("[data-entry]"));
  var sections = [].slice.call(document.querySelectorAll("[data-section]"));
  var words = entries.map(function (e) { return e.textContent.toLowerCase(); });
  box.hidden = false;
  function find() {
    var asked = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
    entries.forEach(function (entry, n) {
      entry.hidden = !asked.every(function (word) { return words[n].indexOf(word) >= 0; });
      shown += entry.hidden ? 0 : 1;
      if (asked.length && !entry.hidden) {
        [].forEach.call(entry.querySelectorAll("details"), function (d) {
          d.open = asked.some(function (word) { return d.textContent.toLowerCase().indexOf(word) >= 0; });
        });
      }
    });
    sections.forEach(function (section) {
      section.hidden = asked.length > 0 && !section.querySelector("[data-entry]:not([hidden])");
    });
    told.textContent = asked.length ? shown + " of " + entries.length + " entries hold " + (asked.length > 1 ? "all these words" : "this word") : "";
  }
  field.addEventListener("input", find);
  find();
})();
