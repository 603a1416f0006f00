// A case: its words with what was found in them, and the record beside. Curators decide here too.
import { onChoice, shownOf } from "./choosing.js";
import { keepDialogs } from "./dialogs.js";
import { keepJoining } from "./joining.js";
import { deciding, keepKeys, reading, titleOf } from "./keys.js";
import { begin } from "./leading.js";
import { isThing, learn, show, watch } from "./marks.js";
import { paint } from "./painting.js";
import { isUnsaved, keepSaving } from "./saving.js";
import { keepMenu } from "./selecting.js";
import { countDoubts } from "./telling.js";
import { pane } from "./text.js";

const mayDecide = "mayDecide" in document.getElementById("desk").dataset;

// Buttons that make no sense for what is chosen now rest.
function fit(mark) {
  const field = shownOf(mark)?.dataset.field ?? mark?.kind;
  for (const button of document.querySelectorAll(".tools [data-for]")) {
    button.disabled = !mark || !button.dataset.for.split(" ").includes(isThing(mark) ? "things" : field);
  }
}

watch(paint);
watch(countDoubts);
learn(JSON.parse(document.getElementById("marks").textContent));
show();
if (mayDecide) {
  keepSaving();
  keepDialogs();
  keepJoining();
  keepMenu(titleOf);
  onChoice(fit);
  fit(null);
}
keepKeys(mayDecide ? { ...reading, ...deciding } : reading);
if (!location.hash && !isUnsaved()) pane.focus({ preventScroll: true });
if (mayDecide) begin();
