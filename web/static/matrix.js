// Arrow keys go from cell to cell; a click on a column's heading sorts the rows by it.

const table = document.querySelector(".matrix");
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function move(event) {
  const step = steps[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  let row = cell.parentElement.rowIndex + step[0];
  let column = cell.cellIndex + step[1];
  for (; table.rows[row]?.cells[column]; row += step[0], column += step[1]) {
    const next = table.rows[row].cells[column].querySelector("a, button");
    if (next) return next.focus();
  }
}

function value(row, column) {
  const words = row.cells[column].innerText.trim();
  return column ? Number(words.replaceAll(",", "")) : words;
}

function sort(heading) {
  const column = heading.cellIndex;
  const falls = heading.getAttribute("aria-sort") === (column ? null : "ascending");
  const rows = [...table.tBodies[0].rows].sort((one, other) => {
    const [first, second] = [value(one, column), value(other, column)];
    const order = column ? first - second : first.localeCompare(second);
    return falls ? -order : order;
  });
  table.tBodies[0].append(...rows);
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
}

if (table) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }
  table.addEventListener("keydown", move);
}
