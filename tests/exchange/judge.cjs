// Parses GIFT from standard input with gift-pegjs and prints what it found as JSON.
const { parse } = require("gift-pegjs");
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  process.stdout.write(JSON.stringify(parse(Buffer.concat(chunks).toString("utf8"))));
});
