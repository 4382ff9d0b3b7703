
// Shows the words and the card of a finding together; every link works without this script too.
(() => {
  const wide = matchMedia("(min-width: 64rem)");
  const follow = () => {
    document.querySelectorAll(".now").forEach((one) => one.classList.remove("now"));
    const found = /^#([fm])(\d+)$/.exec(location.hash);
    if (!found) return;
    const [, kind, number] = found;
    const both = document.querySelectorAll(`#f${number}, #m${number}, mark[data-f~="${number}"]`);
    both.forEach((one) => one.classList.add("now"));
    const other = document.getElementById((kind === "f" ? "m" : "f") + number);
    if (other && wide.matches) other.scrollIntoView({ block: kind === "f" ? "center" : "nearest" });
  };
  addEventListener("hashchange", follow);
  follow();
})();
