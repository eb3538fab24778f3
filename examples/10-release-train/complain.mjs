// What unhappy users do, for the store on this machine: `node complain.mjs "Crashes since the update."`
const [words] = process.argv.slice(2);
const control = `${process.env.GALAXY_STORE_ENDPOINT}/_emulator`;

const store = await (await fetch(`${control}/dump`)).json();
const app = store.sellers.flatMap(({ apps }) => apps).find(({ contentId }) => contentId === "000001000101");
const date = new Date().toISOString().slice(0, 10);
app.comments.push({
  ...app.comments[0],
  commentId: "1200999",
  countryCode: "USA",
  rating: 2,
  date,
  commentText: words,
});

const headers = { "content-type": "application/json" };
const answer = await fetch(`${control}/seed`, { method: "PUT", headers, body: JSON.stringify(store) });
if (!answer.ok) throw new Error(await answer.text());
console.log(`A user gave one star and wrote: ${words}`);
