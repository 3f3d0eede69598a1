/** What jsdom lacks, patience, and a clean page for every test. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { keepToken } from "../api/token";

// A page's code is compiled when it is first asked for: on a busy machine that takes a while.
configure({ asyncUtilTimeout: 10_000 });

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

afterEach(() => {
  cleanup();
  keepToken(null);
  localStorage.clear();
  history.replaceState(null, "", "/cabinet/");
});
