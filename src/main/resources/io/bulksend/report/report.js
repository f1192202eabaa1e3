(() => {
	"use strict";

	const list = document.getElementById("list");
	if (!list) {
		return;
	}

	const ROWS_A_PAGE = 100;
	const ROWS_IN_PRINT = 2000;
	const ROWS_WITH_REASON = 30;
	// A line each takes more paper than three in a line.
	const MOST_WITH_REASON = 300;
	const MOST_WITH_REASON_OF_MANY = 40;
	const MANY = 1000;
	const LOTS_IN_PRINT = 20;
	// A longer cell is cut and has a sign for that.
	const LONGEST = 200;
	const LOOK = "look";
	const ALL = "all";
	const DATE_OR_NUMBER = /((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=[T ]\d\d:|[^\p{Nd} -]|$))|\p{Nd}(?:[ ().\-\u00a0]{0,2}\p{Nd}){7,}/gu;
	const SHORTEST_NUMBER = 8;
	const NOTHING = /(?!)/;
	// What the results say where the API said nothing is no word of the API.
	const OURS = /^(?:The API(?:'s)? |Nothing takes |A page for people )/;
	// How reasons show a character that nobody sees.
	const INVISIBLE = "\\[U\\+[0-9A-F]{4,6}\\]";
	const DIGIT = new RegExp("(" + INVISIBLE + ")|\\p{Nd}", "gu");

	const data = JSON.parse(document.getElementById("rows").textContent);
	const words = JSON.parse(document.getElementById("words").textContent);
	const codes = new Map(words.codes.map(([code, meaning, advice]) => [code, { meaning, advice }]));
	const actions = new Map(words.codes.map(([code, , , status, action]) => [status + " " + code, action]));
	const KNOWN = new Set(["recipientwhatsapp", "recipienttype", "source", "messagetype", "attachmentid", "attachmenturl", "attachmentfile", "attachmenttype", "attachmentname", "caption", "templatename", "templatelanguage", "tracklinks", "text", "previewurl", "xapiheader", "filename"]);
	const NAME = /name|nombre|^nome|^nom$|^prenom|^prénom|kunde|customer|client|नाम|имя|фамилия|اسم/iu;
	// Of the accepted rows only those are here that were not delivered.
	const UNDELIVERED = { name: "ACCEPTED", look: true, meaning: "It was accepted, but not delivered.", advice: words.undeliveredAdvice };
	const number = new Intl.NumberFormat("en");
	const byId = (id) => document.getElementById(id);
	const controls = { action: byId("action"), status: byId("status"), code: byId("code"), sort: byId("sort"), search: byId("search"), reveal: byId("reveal") };
	const body = byId("table").tBodies[0];
	const rows = readRows();
	// Whom a row is about shows without opening it.
	const names = data.columns.map((name, i) => [name, i])
		.filter(([name]) => NAME.test(name) && !KNOWN.has(name.toLowerCase().replace(/[\s_-]/g, "")))
		.map(([, i]) => i).slice(0, 2);

	let chosen = rows;
	let page = 0;
	let descending = false;
	let waiting = 0;

	// A row is [line, status, recipient, code, reason, calls, time, values...];
	// 0 in place of a text means the same as in the row above.
	function readRows() {
		let above = [];
		return data.rows.map((cells) => {
			const texts = [3, 4, 6, ...data.columns.map((name, i) => 7 + i)];
			for (const i of texts) {
				if (cells[i] === 0) {
					cells[i] = above[i];
				}
			}
			above = cells;
			const [line, status, recipient, code, reason, calls, time] = cells;
			return { line, status: words.statuses[status].name === "ACCEPTED" ? UNDELIVERED : words.statuses[status], recipient, code, reason, calls, time, values: cells.slice(7), text: null, numbers: null, pattern: null };
		});
	}

	function explained(row) {
		return codes.get(row.code) || codes.get("other codes") || row.status;
	}

	function why(row) {
		if (row.status.name === "REJECTED") {
			return explained(row).meaning + (row.reason && !OURS.test(row.reason) ? " The API said: “" + row.reason.trim() + "”" : "");
		}
		if (row.status === UNDELIVERED) {
			return row.status.meaning + (row.reason ? " The reason given: “" + row.reason.trim() + "”" : "");
		}
		return row.reason || (row.code ? explained(row).meaning : row.status.meaning);
	}

	function action(row) {
		if (row.status === UNDELIVERED) {
			return "undelivered";
		}
		const known = actions.get(row.status.name + " " + row.code);
		return known !== undefined ? known : row.status.name === "REJECTED" ? "operator" : "";
	}

	function who(row) {
		return names.map((i) => row.values[i]).filter(Boolean).join(" ");
	}

	// Hides the digits but for the last four: of the row's recipient, whatever stands between
	// them, and where they belong together as in any phone number. Dates stay.
	function masked(text, row) {
		if (controls.reveal.checked) {
			return text;
		}
		row.pattern = row.pattern || recipientPattern(row.recipient);
		return text.replace(row.pattern, hidden).replace(DATE_OR_NUMBER, (found, date) => date || hidden(found));
	}

	function recipientPattern(recipient) {
		const found = digits(recipient);
		return found.length < SHORTEST_NUMBER ? NOTHING
			: new RegExp("(?:\\p{Nd}[ ().\\-\u00a0]{0,2})*" + found.join("(?:" + INVISIBLE + "|\\P{Nd})*"), "gu");
	}

	function maskedRecipient(row) {
		return controls.reveal.checked ? row.recipient : hidden(row.recipient);
	}

	// What breaks a rule for recipients is quoted, maybe cut short.
	function maskedWhy(row) {
		const text = why(row);
		const quoting = row.code.startsWith("RECIPIENT_") && !controls.reveal.checked;
		return masked(quoting ? text.replace(/".*"/s, hidden) : text, row);
	}

	function hidden(text) {
		let left = digits(text).length - 4;
		return text.replace(DIGIT, (found, invisible) => invisible || left-- <= 0 ? found : "•");
	}

	function digits(text) {
		return [...text.matchAll(DIGIT)].filter(([, invisible]) => !invisible).map(([digit]) => digit);
	}

	function searchable(row) {
		if (row.text === null) {
			row.text = [row.recipient, row.recipient.replace(/\P{Nd}/gu, ""), row.line, row.status.name, row.code, why(row), ...row.values].join("\n").toLowerCase();
		}
		return row.text;
	}

	// Without what people write between the digits of a number.
	function joined(text) {
		return text.replace(/(\p{Nd})[\s+().\-/\u2010-\u2015]+(?=\p{Nd})/gu, "$1");
	}

	function searchableNumbers(row) {
		if (row.numbers === null) {
			row.numbers = [digits(row.recipient).join(""), ...row.values.map(joined)].join("\n");
		}
		return row.numbers;
	}

	// What is sought as people write numbers is found too where it is written otherwise.
	function finder(sought) {
		const number = /^[\p{Nd}\s+().\-/\u2010-\u2015]+$/u.test(sought) ? digits(sought).join("") : "";
		return (row) => searchable(row).includes(sought) || (number !== "" && searchableNumbers(row).includes(number));
	}

	const keys = {
		line: (row) => row.line,
		recipient: (row) => row.recipient,
		status: (row) => row.status.name,
		code: (row) => row.code,
	};

	function choose() {
		const status = controls.status.value;
		const code = controls.code.value;
		const todo = controls.action.value;
		const sought = controls.search.value.trim().toLowerCase();
		const fits = finder(sought);
		chosen = rows.filter((row) => (status === ALL || (status === LOOK ? row.status.look : row.status.name === status))
			&& (code === ALL || row.code === code.slice(1))
			&& (todo === ALL || action(row) === todo)
			&& (!sought || fits(row)));
		const key = keys[controls.sort.value];
		const turn = descending ? -1 : 1;
		// They are in the order of their lines already.
		if (controls.sort.value !== "line" || descending) {
			chosen.sort((a, b) => (key(a) < key(b) ? -turn : key(a) > key(b) ? turn : a.line - b.line));
		}
		page = 0;
		show();
	}

	function element(name, className, ...children) {
		const made = document.createElement(name);
		if (className) {
			made.className = className;
		}
		made.append(...children);
		return made;
	}

	function bdi(text) {
		return element("bdi", "", text);
	}

	// A long code may go on in another line after an underscore.
	function codeText(code) {
		const made = bdi("");
		code.split("_").forEach((word, i) => made.append(...(i > 0 ? ["_", element("wbr", ""), word] : [word])));
		return made;
	}

	function cell(label, ...children) {
		const made = element("td", "", ...children);
		made.setAttribute("role", "cell");
		made.dataset.label = label;
		return made;
	}

	function details(row) {
		const pairs = data.columns.map((name, i) => [name, row.values[i]]).filter(([, value]) => value);
		if (row.calls) {
			pairs.push(["(calls)", String(row.calls)]);
		}
		if (row.time) {
			pairs.push(["(decided at)", row.time]);
		}
		if (pairs.length === 0) {
			return "";
		}
		const values = element("dl", "values");
		for (const [name, value] of pairs) {
			values.append(element("dt", "", bdi(name)), element("dd", "", bdi(masked(value, row))));
		}
		return element("details", "", element("summary", "", "Values of the row"), values);
	}

	function tableRow(row) {
		const line = element("th", "", number.format(row.line));
		line.scope = "row";
		line.setAttribute("role", "rowheader");
		line.dataset.label = "Line";
		const made = element("tr", "", line,
			cell("Recipient", element("div", "", bdi(maskedRecipient(row) || "–"), ...(who(row) ? [element("bdi", "who", masked(who(row), row))] : []))),
			cell("Status", element("span", "status " + row.status.name, row.status.name)),
			cell("Code", codeText(row.code || "–")),
			cell("Why", element("div", "", bdi(maskedWhy(row))), details(row)));
		made.setAttribute("role", "row");
		return made;
	}

	function show() {
		const pages = Math.max(1, Math.ceil(chosen.length / ROWS_A_PAGE));
		page = Math.min(Math.max(page, 0), pages - 1);
		const from = page * ROWS_A_PAGE;
		const shown = chosen.slice(from, from + ROWS_A_PAGE);
		body.replaceChildren(...shown.map(tableRow));
		byId("found").textContent = shown.length === 0 ? "No row fits." : chosen.length === 1 ? "1 row."
			: "Rows " + number.format(from + 1) + " to " + number.format(from + shown.length) + " of " + number.format(chosen.length) + ".";
		document.querySelector(".pages").hidden = pages === 1;
		byId("page").textContent = "Page " + number.format(page + 1) + " of " + number.format(pages);
		byId("first").disabled = byId("back").disabled = page === 0;
		byId("forward").disabled = byId("last").disabled = page === pages - 1;
		for (const button of document.querySelectorAll("thead [data-sort]")) {
			if (button.dataset.sort === controls.sort.value) {
				button.parentElement.setAttribute("aria-sort", descending ? "descending" : "ascending");
			}
			else {
				button.parentElement.removeAttribute("aria-sort");
			}
		}
	}

	// On paper a list is read by what its rows have in common, which is said once.
	function print() {
		const paper = byId("paper");
		if (chosen.length > ROWS_IN_PRINT || words.look > rows.length) {
			paper.replaceChildren(element("p", "", "The list of " + number.format(Math.max(chosen.length, controls.status.value === LOOK ? words.look : 0))
				+ " rows is too long for paper. All of them are in ", bdi(words.results), "; a filter in this page makes the list shorter."));
			return;
		}
		const lots = new Map();
		for (const row of chosen) {
			const key = row.status.name + " " + row.code;
			if (!lots.has(key)) {
				lots.set(key, []);
			}
			lots.get(key).push(row);
		}
		const sorted = [...lots.values()].sort((a, b) => b.length - a.length);
		const others = sorted.splice(LOTS_IN_PRINT).flat().sort((a, b) => a.line - b.line);
		let withReason = chosen.length > MANY ? MOST_WITH_REASON_OF_MANY : MOST_WITH_REASON;
		// The smallest first: their reasons differ most.
		const made = sorted.reverse().map((found) => {
			const wide = found.length <= Math.min(ROWS_WITH_REASON, withReason);
			withReason -= wide ? found.length : 0;
			return lot(found, wide);
		}).reverse();
		paper.replaceChildren(...made, ...(others.length > 0 ? [otherLot(others)] : []));
	}

	// A heading for each of very many codes would be more paper than their rows.
	function otherLot(found) {
		const items = element("ol", "");
		for (const each of found) {
			items.append(element("li", "", element("b", "", number.format(each.line)), " ", bdi(maskedRecipient(each) || "–"), " ", bdi(each.code || each.status.name)));
		}
		return element("section", "", element("h3", "", "Other codes: " + number.format(found.length) + (found.length === 1 ? " row" : " rows")),
			element("p", "", "Codes of few rows each. What each means is in ", bdi(words.results), "."), items);
	}

	function lot(found, wide) {
		const [row] = found;
		const meaning = row.code ? explained(row).meaning : row.status.meaning;
		const advice = row.code && row.status.look ? explained(row).advice : row.status.advice;
		const items = element("ol", wide ? "wide" : "");
		for (const each of found) {
			items.append(element("li", "", element("b", "", number.format(each.line)), " ", bdi(maskedRecipient(each) || "–"),
				...(who(each) ? [" ", bdi(masked(who(each), each))] : []), ...(wide && each.reason ? [" – ", bdi(maskedWhy(each))] : [])));
		}
		return element("section", "", element("h3", "", row.status.name + (row.code ? " " + row.code : "") + ": " + number.format(found.length) + (found.length === 1 ? " row" : " rows")),
			element("p", "", meaning + " " + advice), items);
	}

	// As the results guard their cells: nothing may start a formula in a spreadsheet.
	function csvCell(text) {
		const guarded = /^'*[=+\-@\t\r＝＋－＠]|^'+[\d .,\-()\u00a0\u202f]+$/u.test(text) ? "'" + text : text;
		return /[",\r\n]|^\s|\s$/.test(guarded) ? "\"" + guarded.replace(/"/g, "\"\"") + "\"" : guarded;
	}

	// Cells that are cut short here stay out: as corrections they would change the message.
	function csv(found) {
		const columns = data.columns.map((name, i) => i).filter((i) => !found.some((row) => row.values[i].length > LONGEST));
		const head = [data.recipient, ...columns.map((i) => data.columns[i]), "line", "status", "error_code", "error_message", "advice", "campaign"];
		const lines = found.map((row) => [row.recipient, ...columns.map((i) => row.values[i]), String(row.line), row.status.name, row.code, row.reason,
			row.status === UNDELIVERED ? row.status.advice : row.code && row.status.look ? explained(row).advice : "", words.campaign]);
		return "\ufeff" + [head, ...lines].map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
	}

	function save(todo) {
		const link = element("a");
		link.href = URL.createObjectURL(new Blob([csv(rows.filter((row) => action(row) === todo))], { type: "text/csv" }));
		link.download = words.results.replace(/-results\.csv$|\.csv$/, "") + "-" + todo.replace(/_/g, "-") + ".csv";
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 60000);
	}

	function choseFrom(control, value) {
		for (const each of [controls.action, controls.status, controls.code]) {
			each.value = ALL;
		}
		controls.search.value = "";
		control.value = value;
		choose();
		byId("all").scrollIntoView();
	}

	function turnTo(next) {
		page = next;
		show();
		byId("found").scrollIntoView({ block: "nearest" });
	}

	function option(value, text) {
		const made = element("option", "", text);
		made.value = value;
		return made;
	}

	function fillStatuses() {
		const sum = (wanted) => rows.filter(wanted).length;
		const look = sum((row) => row.status.look);
		controls.status.append(option(LOOK, "Needs a look (" + number.format(look) + ")"),
			option(ALL, "All (" + number.format(rows.length) + ")"));
		for (const status of [UNDELIVERED, ...words.statuses]) {
			const count = sum((row) => row.status === status);
			if (count > 0) {
				controls.status.append(option(status.name, status.name + (status === UNDELIVERED ? ", not delivered (" : " (") + number.format(count) + ")"));
			}
		}
		controls.status.value = look > 0 ? LOOK : ALL;
	}

	function fillCodes() {
		const counts = new Map();
		for (const row of rows) {
			counts.set(row.code, (counts.get(row.code) || 0) + 1);
		}
		controls.code.append(option(ALL, "All"));
		for (const [code, count] of [...counts].sort()) {
			controls.code.append(option("=" + code, (code || "none") + " (" + number.format(count) + ")"));
		}
	}

	function fillActions() {
		const here = new Map();
		for (const row of rows) {
			here.set(action(row), (here.get(action(row)) || 0) + 1);
		}
		controls.action.append(option(ALL, "All"));
		for (const button of document.querySelectorAll("[data-show]")) {
			const count = here.get(button.dataset.show) || 0;
			if (count > 0) {
				controls.action.append(option(button.dataset.show, button.closest("li").querySelector("h3").textContent));
				button.parentElement.hidden = false;
				const title = button.closest("li").querySelector("h3");
				const total = Number((/[\d,]+/.exec(title.textContent) || ["0"])[0].replace(/,/g, ""));
				if (total > count) {
					button.nextElementSibling.textContent = "Save the first " + number.format(count) + " as CSV";
				}
				button.addEventListener("click", () => choseFrom(controls.action, button.dataset.show));
				button.nextElementSibling.addEventListener("click", () => save(button.dataset.show));
			}
		}
		for (const link of document.querySelectorAll("a[data-code]")) {
			link.addEventListener("click", (event) => {
				event.preventDefault();
				choseFrom(controls.code, "=" + link.dataset.code);
			});
		}
	}

	controls.action.addEventListener("change", choose);
	controls.status.addEventListener("change", choose);
	controls.code.addEventListener("change", choose);
	controls.sort.addEventListener("change", () => {
		descending = false;
		choose();
	});
	controls.search.addEventListener("input", () => {
		clearTimeout(waiting);
		waiting = setTimeout(choose, 150);
	});
	controls.reveal.addEventListener("change", () => show());
	document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
	for (const button of document.querySelectorAll("thead [data-sort]")) {
		button.addEventListener("click", () => {
			descending = controls.sort.value === button.dataset.sort && !descending;
			controls.sort.value = button.dataset.sort;
			choose();
		});
	}
	byId("first").addEventListener("click", () => turnTo(0));
	byId("back").addEventListener("click", () => turnTo(page - 1));
	byId("forward").addEventListener("click", () => turnTo(page + 1));
	byId("last").addEventListener("click", () => turnTo(Infinity));
	addEventListener("beforeprint", print);

	fillStatuses();
	fillCodes();
	fillActions();
	list.hidden = false;
	choose();
})();
