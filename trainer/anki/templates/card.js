(function () {
  "use strict";
  // ES5, and nothing from outside: phones bring old web views. The desktop keeps one page for all
  // cards, so nothing may stay behind; AnkiDroid may load a new page for each side, so what the
  // front must tell the back goes through sessionStorage. Without any of it the card still reads.
  var root = document.querySelector("main.trainer");
  if (!root || root.getAttribute("data-ready")) { return; }
  root.setAttribute("data-ready", "1");
  var id = root.getAttribute("data-id") || "";
  var front = root.getAttribute("data-side") === "front";
  var state = front ? fresh() : recall();
  if (front) { save(); }
  each(root.querySelectorAll("ol.shuffle"), shuffle);
  if (front) { pick(); arrange(); match(); type(); } else { marked(); arranged(); matched(); typed(); }

  function each(list, what) {
    for (var i = 0; i < list.length; i++) { what(list[i], i); }
  }

  // State: { id, seed, picks } where picks are positions in the author's order.

  function fresh() {
    var made = { id: id, seed: hash(id + new Date().toDateString()), picks: [], pairs: {} };
    try {
      window.sessionStorage.setItem("trainer-probe", "1");
      made.seed = Math.floor(Math.random() * 4294967296);
    } catch (refused) {
      // The back can work out a seed of the day; a random one it could not.
    }
    return made;
  }

  function recall() {
    var found = window.trainerState;
    try { found = JSON.parse(window.sessionStorage.getItem("trainer")) || found; } catch (refused) { }
    return found && found.id === id ? found : fallback();
  }

  function fallback() {
    return { id: id, seed: hash(id + new Date().toDateString()), picks: [], pairs: {} };
  }

  function save() {
    window.trainerState = state;
    try { window.sessionStorage.setItem("trainer", JSON.stringify(state)); } catch (refused) { }
  }

  function hash(text) {
    var h = 7;
    for (var i = 0; i < text.length; i++) { h = (h * 31 + text.charCodeAt(i)) % 4294967296; }
    return h;
  }

  // Shuffling: the same seed gives both sides the same order.

  function shuffle(list) {
    var seed = state.seed, items = [], last = [], i, j, other;
    each(list.children, function (item) {
      (item.hasAttribute("data-last") ? last : items).push(item);
    });
    for (i = items.length - 1; i > 0; i--) {
      seed = (seed * 1664525 + 1013904223) % 4294967296;
      j = Math.floor(seed / 4294967296 * (i + 1));
      other = items[i];
      items[i] = items[j];
      items[j] = other;
    }
    if (list.className.indexOf("arrange") >= 0 && ascending(items)) { items.push(items.shift()); }
    each(items.concat(last), function (item) { list.appendChild(item); });
  }

  function ascending(items) {
    for (var i = 1; i < items.length; i++) {
      if (at(items[i]) < at(items[i - 1])) { return false; }
    }
    return items.length > 1;
  }

  function at(item) { return Number(item.getAttribute("data-i")); }

  // What can be tapped, also by keyboard and by screen reader.

  function tappable(item, role, what) {
    item.className += " tappable";
    item.setAttribute("role", role);
    item.setAttribute("tabindex", "0");
    item.onclick = function (event) {
      if (event.target.nodeName !== "A") { what(item); save(); }
    };
    item.onkeydown = function (event) {
      if (event.keyCode === 32 && event.target === item) {
        event.preventDefault();
        event.stopPropagation();
        what(item);
        save();
      }
    };
  }

  function toggle(list, value) {
    var i = list.indexOf(value);
    if (i >= 0) { list.splice(i, 1); } else { list.push(value); }
  }

  function pick() {
    each(root.querySelectorAll("ol.options"), function (list) {
      var one = list.className.indexOf("one") >= 0;
      list.setAttribute("role", one ? "radiogroup" : "group");
      function show() {
        each(list.children, function (item) {
          item.setAttribute("aria-checked", String(state.picks.indexOf(at(item)) >= 0));
        });
      }
      each(list.children, function (item) {
        tappable(item, one ? "radio" : "checkbox", function () {
          if (one) { state.picks = [at(item)]; } else { toggle(state.picks, at(item)); }
          show();
        });
      });
      show();
    });
  }

  function arrange() {
    each(root.querySelectorAll("ol.arrange"), function (list) {
      task("Tap them in their order.");
      function show() {
        each(list.children, function (item) {
          var n = state.picks.indexOf(at(item));
          badge(item, n < 0 ? "" : String(n + 1));
          item.setAttribute("aria-pressed", String(n >= 0));
        });
      }
      each(list.children, function (item) {
        tappable(item, "button", function () { toggle(state.picks, at(item)); show(); });
      });
      show();
    });
  }

  function match() {
    var lefts = root.querySelectorAll("ol.lefts > li"), rights = root.querySelectorAll("ol.rights > li");
    var chosen = -1;
    function free() {
      for (var i = 0; i < lefts.length; i++) { if (!state.pairs[at(lefts[i])]) { return i; } }
      return -1;
    }
    function show() {
      each(lefts, function (item, i) {
        var pair = state.pairs[at(item)];
        badge(item, pair ? pair.letter : "");
        item.setAttribute("aria-pressed", String(i === chosen));
      });
    }
    each(lefts, function (item, i) {
      tappable(item, "button", function () { chosen = chosen === i ? -1 : i; show(); });
    });
    each(rights, function (item, i) {
      tappable(item, "button", function () {
        var to = chosen >= 0 ? chosen : free();
        if (to < 0) { return; }
        state.pairs[at(lefts[to])] = {
          right: at(item), letter: String.fromCharCode(65 + i), text: item.textContent
        };
        chosen = -1;
        show();
      });
    });
    if (lefts.length) { task("Tap a line, then its partner."); show(); }
  }

  // Anki's own field has no name, which a screen reader would have to guess.
  function type() {
    each(root.querySelectorAll("input#typeans"), function (field) {
      field.setAttribute("aria-label", "Your answer");
      field.setAttribute("autocapitalize", "off");
    });
  }

  function task(words) {
    var line = root.querySelector(".task");
    if (line) { line.textContent = words; }
  }

  function badge(item, text) {
    var found = item.querySelector(".badge");
    if (!found && text) {
      found = item.appendChild(document.createElement("span"));
      found.className = "badge";
      item.className += " numbered";
    }
    if (found) {
      found.textContent = text;
      found.style.display = text ? "" : "none";
    }
  }

  // The back: what was given beside what is right.

  function mark(item, right, words) {
    var made = item.querySelector(".mark") || item.appendChild(document.createElement("span"));
    made.className = right ? "mark" : "mark no";
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", words || (right ? "right" : "wrong"));
    made.textContent = right ? "\u2713" : "\u2717";
  }

  function verdict(right, words) {
    var made = document.createElement("p"), answer = root.querySelector(".answer");
    made.className = right ? "verdict right" : "verdict wrong";
    made.setAttribute("role", "status");
    made.textContent = (right ? "\u2713 " : "\u2717 ") + words;
    answer.insertBefore(made, answer.firstChild);
  }

  function marked() {
    var items = root.querySelectorAll(".answer ol.options > li"), hits = 0, wanted = 0, false_ = 0;
    if (!items.length || !state.picks.length) { return; }
    each(items, function (item) {
      var right = item.className.indexOf("right") >= 0, picked = state.picks.indexOf(at(item)) >= 0;
      var feedback = item.querySelector(".feedback");
      if (right) { wanted++; }
      if (picked) {
        item.className += " picked";
        mark(item, right, right ? "your answer, right" : "your answer, wrong");
        if (right) { hits++; } else { false_++; }
      } else if (feedback) {
        feedback.style.display = "none";
      }
      if (right && !picked) {
        item.className += " missed";
        mark(item, true, "right, not picked");
      }
    });
    if (hits === wanted && !false_) {
      verdict(true, "Right");
    } else if (wanted > 1 || root.getAttribute("data-kind") === "choices") {
      verdict(false, hits + " of " + wanted + " found" + (false_ ? ", " + false_ + " wrongly picked" : ""));
    } else {
      verdict(false, "Not this time");
    }
  }

  function arranged() {
    var items = root.querySelectorAll(".answer ol.arranged > li"), good = 0, i, place;
    if (!items.length || state.picks.length !== items.length) { return; }
    each(items, function (item, n) {
      var given = state.picks.indexOf(n), right = given === n, note;
      item.className += right ? " marked right" : " marked";
      mark(item, right);
      if (!right) {
        note = item.appendChild(document.createElement("span"));
        note.className = "feedback";
        note.textContent = "You put it at " + (given + 1) + ".";
      }
    });
    for (i = 1; i < items.length; i++) {
      place = state.picks.indexOf(i - 1);
      if (state.picks[place + 1] === i) { good++; }
    }
    if (good === items.length - 1) { verdict(true, "Right"); } else {
      verdict(false, good + " of " + (items.length - 1) + " neighbours right");
    }
  }

  function matched() {
    var rows = root.querySelectorAll(".answer table.pairs tr"), good = 0, given = 0;
    each(rows, function (row) {
      var pair = state.pairs[at(row)], cell = row.querySelector("td"), right, note;
      if (!pair) { return; }
      given++;
      right = pair.right === Number(row.getAttribute("data-right"));
      if (right) { good++; }
      cell.appendChild(document.createTextNode(" "));
      mark(cell, right);
      if (!right) {
        note = cell.appendChild(document.createElement("span"));
        note.className = "feedback";
        note.textContent = "You chose: " + pair.text;
      }
    });
    if (given) { verdict(good === rows.length, good === rows.length ? "Right" : good + " of " + rows.length + " pairs right"); }
  }

  // A typed answer: Anki compares letters, so what is accepted otherwise is said here. Nothing is
  // called wrong that Anki only finds different.

  function typed() {
    var line = root.querySelector("code#typeans"), key = root.querySelector(".answer .typed");
    if (!line) { return; }
    var text = given(line);
    if (!text) { line.style.display = "none"; return; }
    if (key && (accepted(key, text) || within(key, text))) {
      line.style.display = "none";
      verdict(true, text);
    } else {
      rejected(text);
    }
  }

  function rejected(text) {
    each(root.querySelectorAll(".rejected"), function (item) {
      var why = item.querySelector(".feedback");
      if (norm(item.getAttribute("data-reject") || "") !== norm(text)) { return; }
      if (why) { root.querySelector(".answer").insertBefore(why, root.querySelector(".answer").firstChild); }
      verdict(false, text);
    });
  }

  function given(line) {
    var text = "", node;
    for (node = line.firstChild; node; node = node.nextSibling) {
      if (node.nodeName === "BR" || node.id === "typearrow") { return text; }
      if (node.className !== "typeMissed") { text += node.textContent; }
    }
    // One line alone is either just right or, when nothing was typed, Anki's own answer.
    return line.querySelector(".typeGood") ? text : "";
  }

  function norm(text) {
    var plain = text.toLowerCase().replace(/\s+/g, " ").replace(/^ | $/g, "");
    return plain.normalize ? plain.normalize("NFC") : plain;
  }

  function accepted(key, text) {
    var ways = (key.getAttribute("data-accept") || "").split("\n");
    for (var i = 0; i < ways.length; i++) {
      if (ways[i] && norm(ways[i]) === norm(text)) { return true; }
    }
    return false;
  }

  function within(key, text) {
    if (!key.hasAttribute("data-low")) { return false; }
    var unit = norm(key.getAttribute("data-unit") || "");
    var found = /^([-+\u2212]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)\s*(thousand|million|billion)?\s*(.*)$/i.exec(norm(text));
    if (!found || (found[3] && found[3] !== unit)) { return false; }
    var scale = { thousand: 1e3, million: 1e6, billion: 1e9 };
    var number = Number(found[1].replace(/,/g, "").replace("\u2212", "-")) * (scale[found[2]] || 1);
    return number >= Number(key.getAttribute("data-low")) && number <= Number(key.getAttribute("data-high"));
  }
})();
