// A code that came along behind the # of the address goes into its field; nothing behind the # was sent to any server.
const field = document.querySelector("[data-code-form] [name=code]");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Za-z -]{16,24}$/.test(code)) {
  field.value = code.replace(/(.{4})(?=.)/g, "$1-");
  history.replaceState(null, "", location.pathname + location.search);
}
