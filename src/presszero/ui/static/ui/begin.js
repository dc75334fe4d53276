// The browser knows its time zone; a person should not have to look it up.
const zone = document.getElementById("f-time_zone");
if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
// A team's address usually begins like its name.
const team = document.getElementById("f-team");
const mail = document.getElementById("f-mail_name");
let own = Boolean(mail && mail.value);
mail?.addEventListener("input", () => { own = mail.value !== ""; });
team?.addEventListener("input", () => {
  if (own) return;
  mail.value = team.value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
});
